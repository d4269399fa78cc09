import { open } from "node:fs/promises";
import type { ClientRequest } from "node:http";
import { unreadableSourceError, type UploadBody } from "./upload-body.js";
import type { OnBytes } from "./upload-fetch.js";

// Some are filled from the disk while the socket empties the others: with two a busy machine lets the socket run dry now and
// then, and larger ones send no faster.
const bufferBytes = 512 * 1024;
const bufferCount = 3;
// A slow connection gets smaller pieces, so that its progress is seen and it does not pass for dead.
const smallestPiece = 128 * 1024;
const quickMs = 100;
const slowMs = 1000;

/** Sends a file of the local disk through reused buffers; resolves with how many bytes it really has. */
export async function sendFile(
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
    const buffers = Array.from({ length: bufferCount }, () => ({
      bytes: Buffer.allocUnsafe(bufferBytes),
      isFree: Promise.resolve(),
    }));
    let piece = smallestPiece;
    let read = 0;
    for (let turn = 0; read < size && !isOver(); turn = (turn + 1) % bufferCount) {
      const buffer = buffers[turn]!;
      await buffer.isFree;
      const { bytesRead } = await file.read(buffer.bytes, 0, Math.min(piece, size - read), read);
      if (bytesRead === 0) break;
      read += bytesRead;
      const until = read;
      const writtenAt = performance.now();
      buffer.isFree = write(request, buffer.bytes.subarray(0, bytesRead)).then(() => {
        piece = nextPiece(piece, performance.now() - writtenAt);
        onBytes(until);
      });
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

function nextPiece(piece: number, ms: number): number {
  if (ms < quickMs) return Math.min(piece * 2, bufferBytes);
  return ms > slowMs ? Math.max(piece / 2, smallestPiece) : piece;
}

/** Resolves when the bytes were handed to the system, so that their buffer may be used again. */
export function write(request: ClientRequest, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    request.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
