import { withRaw } from "../../wire/index.js";
import { parseAnswer, uploadAnswer } from "../../wire/later.js";

/** A file as the backend knows it. */
export interface UploadedMedia {
  name: string;
  bytes?: number;
  url?: string;
  /** The backend's answer as it came; not enumerable, so that printing the rest does not print it. */
  raw: unknown;
}

/** What the backend stored, as far as it says. */
export function toUploadedMedia(value: unknown, endpoint: string): UploadedMedia[] {
  return parseAnswer(uploadAnswer, value, endpoint).map((file) => {
    const { url } = file;
    const name = file.name ?? file.file_name ?? file.filename ?? (url === undefined ? "" : nameInUrl(url));
    const bytes = file.bytes ?? file.size;
    return withRaw({ name, ...(bytes !== undefined && { bytes }), ...(url !== undefined && { url }) }, file);
  });
}

/** What the backend says of a file, and what it leaves out as it was sent. */
export function described([found]: UploadedMedia[], sent: Omit<UploadedMedia, "raw">): UploadedMedia {
  return withRaw({ ...sent, ...found, name: found?.name || sent.name }, found?.raw ?? {});
}

/** The last part of the path. */
export function nameInUrl(url: string): string {
  const last = url.replace(/[?#].*$/, "").replace(/^.*\//, "");
  try {
    return decodeURIComponent(last) || url;
  } catch {
    return last;
  }
}
