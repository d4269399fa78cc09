import type { MultipartFrame } from "./multipart.js";
import { changedSourceError, readBody, type UploadBody } from "./upload-body.js";

/** `onBytes` is told how many bytes of the file were taken so far. */
export type OnBytes = (bytes: number) => void;

/**
 * Sends a body through a fetch that was given: as a stream, since reading it first would hold it in memory.
 * `redirect: "error"`, because Node's fetch keeps the whole body for a possible redirect otherwise.
 */
export function streamingFetch(
  through: typeof fetch,
  frame: MultipartFrame,
  body: UploadBody,
  onBytes: OnBytes,
): typeof fetch {
  return async (input, init) => {
    const { url, headers, signal } = new Request(input, init);
    // The other end only sees that the body broke off, and answers accordingly; why it did is the source's to say.
    let failure: unknown;
    const chunks = noting(multipartChunks(frame, body, onBytes), (error) => (failure = error));
    const request: RequestInit & { duplex: "half" } = {
      method: "POST",
      headers,
      signal,
      body: toStream(chunks),
      redirect: "error",
      duplex: "half",
    };
    try {
      const response = await through(url, request);
      if (failure === undefined) return response;
      await response.body?.cancel();
    } catch (error) {
      throw failure ?? error;
    }
    throw failure;
  };
}

async function* noting(
  chunks: AsyncGenerator<Uint8Array>,
  onError: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    onError(error);
    throw error;
  }
}

async function* multipartChunks(
  frame: MultipartFrame,
  body: UploadBody,
  onBytes: OnBytes,
): AsyncGenerator<Uint8Array> {
  yield frame.head;
  let sent = 0;
  for await (const chunk of readBody(body)) {
    yield chunk;
    sent += chunk.byteLength;
    onBytes(sent);
  }
  if (body.size !== undefined && sent !== body.size) throw changedSourceError(body.name, body.size, sent);
  yield frame.tail;
}

function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
