import type { IncomingMessage } from "node:http";
import { messageOf } from "./node-response.js";
import type { ReusedBuffers } from "./reused-buffers.js";

type Batches = AsyncGenerator<Uint8Array[], void, undefined>;

// What a slow connection brings is passed on after this time, so that its progress is seen.
const longestGatherMs = 1000;

/** Chunks that wait until they are worth a write. */
class Gathering {
  readonly #enough: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #takenAt = performance.now();

  constructor(enough: number) {
    this.#enough = enough;
  }

  /** Whether it is time to take them. */
  add(chunk: Uint8Array): boolean {
    this.#chunks.push(chunk);
    this.#bytes += chunk.byteLength;
    return this.isEnough || performance.now() - this.#takenAt >= longestGatherMs;
  }

  get isEnough(): boolean {
    return this.#bytes >= this.#enough;
  }

  take(): Uint8Array[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    this.#takenAt = performance.now();
    return chunks;
  }
}

/**
 * The body of `response` in batches of at least `bytes`, or of what came within a second, or of what a buffer holds that is
 * used again: a batch is good until the next one is asked for. What came before a cut is given before its error is thrown.
 */
export function gatherBody(response: Response, bytes: number): Batches {
  const { message, buffers } = messageOf(response) ?? {};
  return message ? gatherMessage(message, bytes, buffers) : gatherStream(response.body, bytes);
}

async function* gatherStream(body: ReadableStream<Uint8Array> | null, bytes: number): Batches {
  const gathering = new Gathering(bytes);
  let failure: { error: unknown } | undefined;
  try {
    for await (const chunk of body ?? []) if (gathering.add(chunk)) yield gathering.take();
  } catch (error) {
    failure = { error };
  }
  const rest = gathering.take();
  if (rest.length > 0) yield rest;
  if (failure) throw failure.error;
}

/**
 * Listens instead of asking for each chunk, which would stop and start the socket each time; and goes on listening while
 * the caller works on a batch.
 */
async function* gatherMessage(message: IncomingMessage, bytes: number, given?: ReusedBuffers): Batches {
  const gathering = new Gathering(bytes);
  let left = bytesToCome(message);
  // Without a length only `node:http` knows where the body ends.
  const buffers = left > 0 ? given : undefined;
  let end: { error?: Error } | undefined;
  let isDue = false;
  let wake: (() => void) | undefined;
  const becomeDue = () => {
    isDue = true;
    wake?.();
  };
  const onData = (chunk: Uint8Array) => {
    if (!gathering.add(chunk)) return;
    if (gathering.isEnough && !buffers) message.pause();
    becomeDue();
  };
  const stop = (error?: Error) => {
    end ??= { error };
    becomeDue();
  };
  const cut = () => {
    // After every body that came to its end, too; an error with its stack is made only where it is one.
    if (!end) stop(message.errored ?? new Error("The connection was closed."));
  };
  // An error that comes when nobody reads any more must still find a listener.
  message.on("error", stop).on("close", cut);
  message.on("end", () => stop()).on("data", onData);
  if (message.destroyed) cut();
  buffers?.begin((chunk) => {
    onData(chunk.subarray(0, left));
    left -= chunk.byteLength;
    if (left <= 0) stop();
  }, becomeDue);
  try {
    for (;;) {
      buffers?.release();
      if (!isDue) await new Promise<void>((resolve) => (wake = resolve));
      isDue = end !== undefined;
      const batch = gathering.take();
      buffers?.take();
      if (end === undefined && !buffers) message.resume();
      if (batch.length > 0) yield batch;
      else if (end?.error) throw end.error;
      else if (end) return;
    }
  } finally {
    message.off("data", onData);
    // `node:http` never sees the end of what went past it.
    if (!end || buffers) message.destroy();
  }
}

/** How much of a body that nobody has begun to read is still on its way; 0 where that is not known. */
function bytesToCome({ headers, readableLength }: IncomingMessage): number {
  const length = headers["transfer-encoding"] === undefined ? Number(headers["content-length"] ?? 0) : 0;
  return Math.max(0, length - readableLength);
}
