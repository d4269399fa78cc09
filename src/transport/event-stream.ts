import { createParser } from "eventsource-parser";
import { NemoError } from "../errors/index.js";
import { ChunkDecoder } from "./chunk-decoder.js";

/** One frame of a `text/event-stream`; `data` is empty for a sign of life without content. */
export interface Frame {
  event?: string;
  data: string;
}

const heartbeat: Frame = { event: "heartbeat", data: "" };
// In characters. An event carries at most an inline image; a frame that never ends must not fill the memory.
const mostBuffered = 32 * 1024 * 1024;
// So much is read before it is asked for; in many small chunks each would cost a wait of its own otherwise.
const aheadBytes = 64 * 1024;
const aheadChunks = 64;

/** Whether a frame only says that somebody is alive; no content is shorter than a few spaces. */
export function isHeartbeat({ event, data }: Frame): boolean {
  return event === "heartbeat" || data === "" || (data.length < 8 && data.trim() === "");
}

/**
 * Reads an event stream frame by frame, in batches of what is here already. Lines end at LF, CR or CRLF and nowhere else; a
 * character may be cut anywhere. Comments, and events without a data line, are heartbeats.
 */
export class EventStreamReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #decoder = new ChunkDecoder();
  readonly #endpoint: string;
  #ahead: { frames: Frame[]; bytes: number; chunks: number } = { frames: [], bytes: 0, chunks: 0 };
  #isReading = false;
  #end: { error?: unknown } | undefined;
  #wake: (() => void) | undefined;
  #frames: Frame[] = [];
  #isOverflown = false;
  #endsInCarriageReturn = false;
  #last = "";
  #tail = "";
  readonly #parser = createParser({
    maxBufferSize: mostBuffered,
    onEvent: ({ event, data }) => this.#frames.push(event === undefined ? { data } : { event, data }),
    onComment: () => this.#frames.push(heartbeat),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") this.#isOverflown = true;
    },
  });

  constructor(response: Response, endpoint: string) {
    this.#reader = response.body?.getReader();
    this.#endpoint = endpoint;
  }

  /**
   * The frames of the chunks that came since, at least of one, perhaps none; undefined at a clean end.
   *
   * @throws NemoError `network` when the stream ends inside a frame, `malformed-response` when a frame is too large; both
   * after the frames that came before.
   */
  async next(): Promise<Frame[] | undefined> {
    this.#read();
    if (this.#ahead.chunks === 0 && !this.#end) await new Promise<void>((resolve) => (this.#wake = resolve));
    const { frames, chunks } = this.#ahead;
    this.#ahead = { frames: [], bytes: 0, chunks: 0 };
    this.#read();
    if (chunks > 0) return frames;
    if (this.#end?.error) throw this.#end.error;
    return undefined;
  }

  /** Ends the reading; the connection is closed. */
  cancel(): void {
    this.#reader?.cancel().catch(() => undefined);
  }

  #read(): void {
    const { bytes, chunks } = this.#ahead;
    if (this.#isReading || this.#end || bytes >= aheadBytes || chunks >= aheadChunks) return;
    if (this.#reader === undefined) {
      this.#end = {};
      return;
    }
    this.#isReading = true;
    this.#reader.read().then(this.#take, this.#fail);
  }

  readonly #take = ({ value }: ReadableStreamReadResult<Uint8Array>): void => {
    this.#isReading = false;
    try {
      if (value === undefined) this.#finish();
      else this.#add(value);
    } catch (error) {
      this.#end = { error };
    }
    this.#read();
    this.#wake?.();
  };

  readonly #fail = (error: unknown): void => {
    this.#end = { error };
    this.#wake?.();
  };

  #add(value: Uint8Array): void {
    const frames = this.#feed(this.#decoder.decode(value));
    if (this.#ahead.chunks === 0) this.#ahead.frames = frames;
    // Not spread: a chunk may hold more frames than a call takes arguments.
    else for (const frame of frames) this.#ahead.frames.push(frame);
    this.#ahead.chunks += 1;
    this.#ahead.bytes += value.byteLength;
  }

  #finish(): void {
    this.#feed(this.#decoder.end());
    if (this.#isInsideFrame()) {
      throw new NemoError("network", `${this.#endpoint}: the stream ended in the middle of an event.`, {
        details: { endpoint: this.#endpoint },
      });
    }
    this.#end = {};
  }

  /** Whether a line is not complete, or no blank line followed the fields of an event. */
  #isInsideFrame(): boolean {
    if (!/^[\r\n]?$/.test(this.#last)) return true;
    // What is open comes out with this probe, or changes it.
    this.#parser.feed("data: probe\n\n");
    return this.#frames.some(({ event, data }) => event !== undefined || data !== "probe");
  }

  #feed(text: string): Frame[] {
    let chunk = text;
    // The parser waits at a final CR for the LF that may follow; completing the pair here lets the event out at once.
    if (this.#endsInCarriageReturn && chunk.startsWith("\n")) chunk = chunk.slice(1);
    if (text !== "") this.#endsInCarriageReturn = chunk.endsWith("\r");
    if (chunk === "") return [];
    this.#last = chunk.slice(-1);
    if (this.#endsInCarriageReturn) chunk += "\n";
    this.#parser.feed(chunk);
    if (this.#isOverflown) {
      throw new NemoError("malformed-response", `${this.#endpoint} sent an event that never ended.`, {
        details: { endpoint: this.#endpoint, limit: mostBuffered },
      });
    }
    const frames = this.#frames;
    this.#frames = [];
    // An event without a data line is never dispatched; its blank line is all there is to see of it.
    if (frames.length === 0) {
      this.#tail = (this.#tail + chunk).slice(-4);
      if (/(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)$/.test(this.#tail)) return [heartbeat];
    } else {
      this.#tail = "";
    }
    return frames;
  }
}
