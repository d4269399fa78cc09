import { stat } from "node:fs/promises";
import type { UploadedMedia } from "../../modules/index.js";
import { localPath } from "../../modules/later.js";
import type { MediaInput } from "../../options/index.js";
import type { ConverterContext } from "../context.js";

// By session, then by file.
const all = new WeakMap<ConverterContext, Map<string, Map<string, UploadedMedia>>>();
const objects = new WeakMap<object, string>();

/** Uploads of a session that wait for their message, which failed: sent again, they would be in the project twice. */
export function waitingUploads(context: ConverterContext, sessionId: string): Map<string, UploadedMedia> {
  let sessions = all.get(context);
  if (!sessions) all.set(context, (sessions = new Map<string, Map<string, UploadedMedia>>()));
  let uploads = sessions.get(sessionId);
  if (!uploads) sessions.set(sessionId, (uploads = new Map<string, UploadedMedia>()));
  return uploads;
}

/** Their message was taken: the same file once more is meant. */
export function forgetWaiting(context: ConverterContext, sessionId: string): void {
  all.get(context)?.delete(sessionId);
}

/** By what a file is told from another, and from itself after a change. */
export async function fileKey(file: MediaInput): Promise<string> {
  if (typeof file !== "string" && !(file instanceof URL)) {
    const known = objects.get(file) ?? crypto.randomUUID();
    objects.set(file, known);
    return known;
  }
  const path = localPath(file);
  if (path === undefined) return String(file);
  const found = await stat(path).catch(() => undefined);
  return `${path} ${found?.size} ${found?.mtimeMs}`;
}
