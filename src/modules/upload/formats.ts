import { NemoError } from "../../errors/index.js";

/** What the cloud takes, by extension. */
export const cloudFormats: Readonly<Record<string, string>> = {
  mp4: "video/mp4",
  mov: "video/quicktime",
  avi: "video/x-msvideo",
  webm: "video/webm",
  mkv: "video/x-matroska",
  jpg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  m4a: "audio/mp4",
  aac: "audio/aac",
};

export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** `.jpeg` is `.jpg`; other spellings are not known to be taken. */
export function mimeTypeOf(name: string): string | undefined {
  const extension = extensionOf(name);
  return cloudFormats[extension === "jpeg" ? "jpg" : extension];
}

export function unsupportedFileError(name: string): NemoError {
  const formats = Object.keys(cloudFormats);
  return new NemoError(
    "unsupported-file",
    `${name} is of a kind that the backend does not take. It takes ${formats.join(", ")}.`,
    { details: { name, formats } },
  );
}
