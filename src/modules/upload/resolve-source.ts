import { createReadStream, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { NemoError } from "../../errors/index.js";
import type { MediaInput, StreamSource } from "../../options/index.js";
import type { UploadBody } from "../../transport/index.js";
import { cloudFormats } from "./formats.js";

/** Where the bytes of an input come from: a place that the backend fetches itself, or a body to be sent. */
export type ResolvedSource = { kind: "url"; url: string } | { kind: "body"; body: UploadBody };

/** @throws NemoError `source-missing`, `not-media` for an empty file, `invalid-request` for what is no input */
export async function resolveSource(input: MediaInput): Promise<ResolvedSource> {
  const path = localPath(input);
  if (path !== undefined) return { kind: "body", body: await fileBody(path) };
  if (typeof input === "string" || input instanceof URL) return { kind: "url", url: String(input) };
  if (isBlob(input)) return { kind: "body", body: blobBody(input) };
  if (isStreamSource(input)) return { kind: "body", body: streamBody(input) };
  throw new NemoError(
    "invalid-request",
    "The input must be a path, a file: or https: URL, a Blob, or { name, size?, open() }.",
  );
}

/** The absolute path of an input on the local disk; undefined for the other kinds. */
export function localPath(input: MediaInput): string | undefined {
  if (typeof input !== "string" && !(input instanceof URL)) return undefined;
  const text = String(input);
  if (text === "") throw new NemoError("invalid-request", "The input is an empty string.");
  if (/^https?:\/\//i.test(text)) {
    if (URL.canParse(text)) return undefined;
    throw new NemoError("invalid-request", `${text} is no URL that can be read.`);
  }
  if (/^file:/i.test(text)) {
    try {
      return fileURLToPath(text);
    } catch {
      throw new NemoError("invalid-request", `${text} does not name a file on this machine.`);
    }
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1];
  if (scheme) {
    throw new NemoError("invalid-request", `${scheme}: URLs are not taken; use https:, file: or a path.`);
  }
  return resolve(text);
}

async function fileBody(path: string): Promise<UploadBody> {
  const { size } = await statFile(path);
  return { name: basename(path), path, size, open: () => createReadStream(path) };
}

/** @throws NemoError when there is no readable, non-empty file at `path` */
export async function statFile(path: string): Promise<Stats> {
  const found = await stat(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "EACCES" ? "it may not be read" : "there is no such file";
    throw new NemoError("source-missing", `${path}: ${reason}.`, {
      details: { path, systemCode: code },
    });
  });
  if (found.isDirectory()) {
    throw new NemoError("source-missing", `${path} is a folder, not a file.`, { details: { path } });
  }
  if (!found.isFile()) {
    // A pipe gives its bytes once, and a source is read several times; reading a device never ends.
    throw new NemoError("source-missing", `${path} is a pipe or a device, not a file.`, {
      details: { path },
    });
  }
  if (found.size === 0) {
    throw new NemoError("not-media", `${path} is empty.`, { details: { path } });
  }
  return found;
}

function isBlob(input: unknown): input is Blob {
  return typeof Blob !== "undefined" && input instanceof Blob;
}

function blobBody(blob: Blob): UploadBody {
  const extension = Object.entries(cloudFormats).find(([, type]) => type === blob.type)?.[0] ?? "mp4";
  const name = "name" in blob && typeof blob.name === "string" ? blob.name : `video.${extension}`;
  if (blob.size === 0) throw emptyError(name);
  return { name, size: blob.size, blob, open: () => blob.stream() };
}

/** Only what was promised: an object with more to it (a `path`, say) is still read by its `open()`. */
function streamBody(source: StreamSource): UploadBody {
  const { name, size } = source;
  if (size === 0) throw emptyError(name);
  return { name, ...(size !== undefined && { size }), open: () => source.open() };
}

function emptyError(name: string): NemoError {
  return new NemoError("not-media", `${name} is empty.`, { details: { name } });
}

function isStreamSource(input: unknown): input is StreamSource {
  const { name, open, size = 0 } = (input ?? {}) as Partial<StreamSource>;
  return typeof name === "string" && name !== "" && typeof open === "function" && size >= 0;
}
