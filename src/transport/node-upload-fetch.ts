import type { ClientRequest } from "node:http";
import { NodeConnections } from "./node-request.js";
import type { MultipartFrame } from "./multipart.js";
import { sendFile, write } from "./send-file.js";
import { changedSourceError, readBody, type UploadBody } from "./upload-body.js";
import type { OnBytes } from "./upload-fetch.js";

/** Sends a body over `node:http`: exact length, constant memory, an early refusal is read and not lost. */
export function nodeUploadFetch(frame: MultipartFrame, body: UploadBody, onBytes: OnBytes): typeof fetch {
  return async (input, init) => {
    const { url, headers } = new Request(input, init);
    const { size } = body;
    const length: Record<string, string> =
      size === undefined ? {} : { "content-length": String(frame.head.length + size + frame.tail.length) };
    return new NodeConnections().send({
      url,
      method: "POST",
      headers: { ...Object.fromEntries(headers), "accept-encoding": "identity", ...length },
      signal: init?.signal ?? undefined,
      writeBody: async (request, isOver) => {
        await write(request, frame.head);
        const sent = await (body.path === undefined ? sendStream : sendFile)(request, body, isOver, onBytes);
        if (isOver()) return;
        if (size !== undefined && sent !== size) throw changedSourceError(body.name, size, sent);
        await write(request, frame.tail);
        request.end();
      },
    });
  };
}

async function sendStream(
  request: ClientRequest,
  body: UploadBody,
  isOver: () => boolean,
  onBytes: OnBytes,
): Promise<number> {
  let sent = 0;
  for await (const chunk of readBody(body)) {
    if (isOver()) break;
    sent += chunk.byteLength;
    if (body.size !== undefined && sent > body.size) break;
    await write(request, chunk);
    onBytes(sent);
  }
  return sent;
}
