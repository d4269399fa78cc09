import type { MultipartFrame } from "./multipart.js";
import { readText } from "./read-text.js";
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
    const { url, headers } = new Request(input, init);
    // The other end only sees that the body broke off, and answers accordingly; why it did is the source's to say.
    let failure: unknown;
    const chunks = noting(multipartChunks(frame, body, onBytes), (error) => (failure = error));
    // Node's fetch goes on reading the body after an abort, and after an answer that came early.
    const state = { isComplete: false, isOver: false };
    const stop = () => (state.isOver = true);
    init?.signal?.addEventListener("abort", stop, { once: true });
    const request: RequestInit & { duplex: "half" } = {
      method: "POST",
      headers,
      signal: init?.signal,
      body: toStream(chunks, state),
      redirect: "error",
      duplex: "half",
    };
    try {
      const response = await through(url, request);
      if (failure === undefined) return state.isComplete ? response : await early(response, stop);
      await response.body?.cancel();
    } catch (error) {
      throw failure ?? error;
    }
    throw failure;
  };
}

/** An answer that did not wait for the whole body, read before the rest of the exchange is broken off. */
async function early(response: Response, stop: () => void): Promise<Response> {
  if (response.ok) return response;
  const { status, headers } = response;
  const text = await readText(response, "The backend");
  stop();
  return new Response(text, { status, headers });
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

function toStream(
  chunks: AsyncGenerator<Uint8Array>,
  state: { isComplete: boolean; isOver: boolean },
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (state.isOver) {
          await chunks.return(undefined);
          controller.error(new Error("Nobody takes the rest of the body."));
          return;
        }
        const next = await chunks.next();
        state.isComplete = next.done === true;
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
