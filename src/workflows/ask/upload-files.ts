import { NemoError } from "../../errors/index.js";
import { isSessionGone, type UploadedMedia } from "../../modules/index.js";
import { localPath } from "../../modules/later.js";
import { type MediaInput, notice } from "../../options/index.js";
import type { ConverterContext } from "../context.js";
import type { Conversation } from "./conversation.js";
import { fileKey, waitingUploads } from "./waiting-uploads.js";

/** Files that go into a project are never written to, also by an export that comes much later. */
export function protect({ upload }: ConverterContext, files: readonly MediaInput[]): void {
  const paths = files.map((file) => localPath(file));
  for (const path of paths) if (path !== undefined) upload.paths.add(path);
}

/**
 * Uploads the files one after the other; one that is there because its message failed is not sent again.
 *
 * @throws NemoError what `upload.file` throws, with `details.uploads` for those that had arrived
 */
export async function uploadFiles(
  { context, session, options }: Conversation,
  files: readonly MediaInput[],
): Promise<UploadedMedia[]> {
  const { signal, onNotice, onProgress } = options;
  const waiting = waitingUploads(context, session.id);
  const there = new Map(waiting);
  const uploads: UploadedMedia[] = [];
  for (const file of files) {
    try {
      const key = await fileKey(file);
      const media =
        there.get(key) ?? (await context.upload.file(file, { session, signal, onNotice, onProgress }));
      // Named twice, it is wanted twice.
      there.delete(key);
      waiting.set(key, media);
      uploads.push(media);
    } catch (error) {
      if (NemoError.isInstance(error)) error.details["uploads"] = uploads;
      throw error;
    }
  }
  return uploads;
}

/**
 * Uploads that nothing else hangs on: when the project is gone they are sent again, to a new one, and that is said (R32).
 *
 * @returns also the conversation as it goes on, perhaps in another session
 */
export async function uploadAlone(
  conversation: Conversation,
  files: readonly MediaInput[],
): Promise<{ uploads: UploadedMedia[]; conversation: Conversation }> {
  const { context, session, language, options } = conversation;
  try {
    return { uploads: await uploadFiles(conversation, files), conversation };
  } catch (error) {
    if (!isSessionGone(error) || options.session) throw error;
    const { signal, onNotice } = options;
    await context.sessions.forget(session);
    const renewed = await context.sessions.current({ language, signal, onNotice });
    onNotice?.(notice("session-renewed", language));
    const goingOn = { ...conversation, session: renewed };
    return { uploads: await uploadFiles(goingOn, files), conversation: goingOn };
  }
}
