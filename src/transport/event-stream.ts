import { createParser } from "eventsource-parser";
import { NemoError } from "../errors/index.js";

/** One frame of a `text/event-stream`; `data` is empty for a sign of life without content. */
export interface Frame {
  event?: string;
  data: string;
}

const heartbeat: Frame = { event: "heartbeat", data: "" };
// In characters. An event carries at most an inline image; a frame that never ends must not fill the memory.
const mostBuffered = 32 * 1024 * 1024;

/** Whether a frame only says that somebody is alive; no content is shorter than a few spaces. */
export function isHeartbeat({ event, data }: Frame): boolean {
  return event === "heartbeat" || data === "" || (data.length < 8 && data.trim() === "");
}

/**
 * Reads an event stream frame by frame, a batch for each chunk. Lines end at LF, CR or CRLF and nowhere else; a
 * character may be cut anywhere. Comments, and events without a data line, are heartbeats.
 */
export class EventStreamReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #decoder = new TextDecoder();
  readonly #endpoint: string;
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
   * The frames of the next chunk, perhaps none; undefined at a clean end.
   *
   * @throws NemoError `network` when the stream ends inside a frame, `malformed-response` when a frame is too large.
   */
  async next(): Promise<Frame[] | undefined> {
    if (this.#reader === undefined) return undefined;
    const { done, value } = await this.#reader.read();
    if (!done) return this.#feed(this.#decoder.decode(value, { stream: true }));
    this.#feed(this.#decoder.decode());
    if (!this.#isInsideFrame()) return undefined;
    throw new NemoError("network", `${this.#endpoint}: the stream ended in the middle of an event.`, {
      details: { endpoint: this.#endpoint },
    });
  }

  /** Ends the reading; the connection is closed. */
  cancel(): void {
    this.#reader?.cancel().catch(() => undefined);
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
