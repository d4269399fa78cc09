import type { Notice, Progress } from "../../options/index.js";
import { ProgressMeter } from "../../time/index.js";
import type { Transport, UploadBody } from "../../transport/index.js";
import { multipartCall } from "../../transport/later.js";
import { mimeTypeOf, unsupportedFileError } from "./formats.js";
import { described, nameInUrl, toUploadedMedia, type UploadedMedia } from "./uploaded-media.js";

export interface SendMediaOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  onNotice?: (notice: Notice) => void;
}

// A connection that takes no byte for so many request timeouts is dead.
const stallFactor = 4;
// With the last byte sent, the backend looks at the whole file before it answers.
const answerFactor = 10;

/** Lets the backend fetch media by URL, in one request. */
export async function sendUrls(
  transport: Transport,
  sessionId: string,
  urls: string[],
  options: SendMediaOptions,
): Promise<UploadedMedia[]> {
  const call = {
    method: "POST",
    path: uploadPath(sessionId),
    kind: "upload",
    json: { urls, source_type: "url" },
    onNotice: options.onNotice,
  } as const;
  const ms = transport.options.timing.requestTimeoutMs * answerFactor;
  const deadline = transport.startDeadline(ms, options.signal, `POST ${call.path}`);
  try {
    const stored = await transport.request(call, toUploadedMedia, deadline);
    return urls.map((url, index) => described(stored.slice(index), { name: nameInUrl(url), url }));
  } finally {
    transport.release(deadline);
  }
}

/**
 * What sends one body to a session, as often as it has to be.
 *
 * @throws NemoError `unsupported-file` at once: the cloud's list is known before anything is sent, and a backend of one's
 * own says itself what it takes
 */
export function bodySender(
  transport: Transport,
  body: UploadBody,
  options: SendMediaOptions,
): (sessionId: string) => Promise<UploadedMedia> {
  const mimeType = mimeTypeOf(body.name);
  if (mimeType === undefined && !transport.options.localFiles) throw unsupportedFileError(body.name);
  const form = { field: "files", mimeType: mimeType ?? "application/octet-stream" };
  // One for all attempts: what was told does not fall when the file is sent again.
  const meter = new ProgressMeter(transport.clock);
  return async (sessionId) => {
    const path = uploadPath(sessionId);
    const { requestTimeoutMs } = transport.options.timing;
    const deadline = transport.startDeadline(requestTimeoutMs * stallFactor, options.signal, `POST ${path}`);
    let isOver = false;
    const onBytes = (bytes: number) => {
      // The system may take the last bytes after an answer that came early.
      if (isOver) return;
      const isWhole = bytes === body.size;
      deadline.restart(requestTimeoutMs * (isWhole ? answerFactor : stallFactor));
      options.onProgress?.({ stage: "upload", ...meter.measure(bytes, body.size) });
    };
    try {
      const sending = await multipartCall(transport, body, form, onBytes);
      const call = { method: "POST", path, kind: "upload", onNotice: options.onNotice, ...sending } as const;
      const stored = await transport.request(call, toUploadedMedia, deadline);
      return described(stored, { name: body.name, bytes: body.size });
    } finally {
      isOver = true;
      transport.release(deadline);
    }
  };
}

function uploadPath(sessionId: string): string {
  return `/api/upload-video/nemo_agent/me/${encodeURIComponent(sessionId)}`;
}
