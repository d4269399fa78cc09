import { open } from "node:fs/promises";
import type { ClientRequest } from "node:http";
import { NodeConnections } from "./node-request.js";
import type { MultipartFrame } from "./multipart.js";
import { changedSourceError, readBody, unreadableSourceError, type UploadBody } from "./upload-body.js";
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

// Two buffers of 1 MiB: one is filled from the disk while the socket empties the other. More do no better.
const bufferBytes = 1024 * 1024;

async function sendFile(
  request: ClientRequest,
  body: UploadBody,
  isOver: () => boolean,
  onBytes: OnBytes,
): Promise<number> {
  const size = body.size ?? 0;
  const file = await open(body.path!, "r").catch((error: unknown) => {
    throw unreadableSourceError(body.name, error);
  });
  try {
    const buffers = [0, 1].map(() => ({ bytes: Buffer.allocUnsafe(bufferBytes), isFree: Promise.resolve() }));
    let read = 0;
    for (let turn = 0; read < size && !isOver(); turn = 1 - turn) {
      const buffer = buffers[turn]!;
      await buffer.isFree;
      const { bytesRead } = await file.read(buffer.bytes, 0, Math.min(bufferBytes, size - read), read);
      if (bytesRead === 0) break;
      read += bytesRead;
      const until = read;
      buffer.isFree = write(request, buffer.bytes.subarray(0, bytesRead)).then(() => onBytes(until));
      // Awaited when the buffer's turn comes; until then a failure must not count as unhandled.
      buffer.isFree.catch(() => undefined);
    }
    for (const buffer of buffers) await buffer.isFree;
    // A file that grew is as little the announced one as a file that shrank.
    const { size: present } = await file.stat();
    return read === size && present !== size ? present : read;
  } finally {
    await file.close();
  }
}

/** Resolves when the bytes were handed to the system, so that their buffer may be used again. */
function write(request: ClientRequest, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    request.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
