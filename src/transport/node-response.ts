import type { IncomingMessage } from "node:http";
import type { ReusedBuffers } from "./reused-buffers.js";

interface Behind {
  message: IncomingMessage;
  /** What the message is read into, where that may be used again. */
  buffers?: ReusedBuffers;
}

const withoutBody = new Set([204, 205, 304]);
const messages = new WeakMap<Response, Behind>();

/** The answer of `node:http` as the standard has it. */
export function toResponse(message: IncomingMessage, buffers?: ReusedBuffers): Response {
  const { rawHeaders, statusCode: status = 500 } = message;
  const headers: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at]!, rawHeaders[at + 1]!]);
  const hasBody = !withoutBody.has(status) && message.headers["content-length"] !== "0";
  if (!hasBody) message.resume();
  const response = new Response(hasBody ? bodyOf(message) : null, { status, headers });
  if (hasBody) messages.set(response, { message, ...(buffers?.isUsed && { buffers }) });
  return response;
}

/**
 * What stands behind a response of ours whose body nobody has begun to read: a stream of the standard takes twice as
 * long to read. Undefined for the response of another fetch.
 */
export function messageOf(response: Response): Behind | undefined {
  return response.bodyUsed ? undefined : messages.get(response);
}

/** Reads only when asked to: nothing is buffered beyond what the socket holds. */
function bodyOf(message: IncomingMessage): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= message[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel() {
        message.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
