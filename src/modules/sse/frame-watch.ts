import { NemoError, throwIfAborted } from "../../errors/index.js";
import type { Clock, Deadline } from "../../time/index.js";
import type { Frame } from "../../transport/index.js";
import { type EventStreamReader, isHeartbeat } from "../../transport/later.js";
import { nextFrames } from "./next-frames.js";

export interface FrameLimits {
  idleTimeoutMs: number;
  stillWorkingMs: number;
}

/** Batches of frames, and the news that nothing but signs of life came for a while. */
export class FrameWatch {
  readonly #stream: EventStreamReader;
  readonly #endpoint: string;
  readonly #limits: FrameLimits;
  readonly #deadline: Deadline;
  readonly #clock: Clock;
  readonly #startedAt: number;
  #heardAt: number;
  #toldAt: number;
  #pending: Promise<Frame[] | undefined>;
  #isHere = false;
  #isDue = false;
  #hadContent = false;
  readonly #settle = () => void (this.#isHere = true);

  constructor(
    stream: EventStreamReader,
    endpoint: string,
    limits: FrameLimits,
    { deadline, clock }: { deadline: Deadline; clock: Clock },
  ) {
    this.#stream = stream;
    this.#endpoint = endpoint;
    this.#limits = limits;
    this.#deadline = deadline;
    this.#clock = clock;
    this.#startedAt = this.#heardAt = this.#toldAt = clock.now();
    this.#pending = this.#ask();
  }

  /**
   * Undefined at the end of the stream. A method and no generator, which costs more than the frames of a small chunk do.
   *
   * @throws NemoError `timeout` when nothing but signs of life came for too long
   */
  async next(): Promise<Frame[] | { elapsedMs: number } | undefined> {
    const { idleTimeoutMs, stillWorkingMs } = this.#limits;
    // What the caller does with a batch is no silence of the agent.
    if (this.#hadContent) this.#heardAt = this.#clock.now();
    this.#hadContent = false;
    if (this.#isDue) return this.#tell();
    for (;;) {
      const dueAt = Math.min(
        this.#heardAt + idleTimeoutMs,
        Math.max(this.#heardAt, this.#toldAt) + stillWorkingMs,
      );
      throwIfAborted(this.#deadline.signal);
      // A watch over what is here already would cost more than reading it.
      const frames = await (this.#isHere
        ? this.#pending
        : nextFrames(this.#pending, dueAt - this.#clock.now(), this.#deadline.signal, this.#clock));
      if (frames === undefined) return undefined;
      if (frames === "waiting") return this.#tell();
      this.#pending = this.#ask();
      this.#hadContent = frames.some((frame) => !isHeartbeat(frame));
      // Signs of life may come so fast that the wait itself is never over.
      this.#isDue = !this.#hadContent && this.#clock.now() >= dueAt;
      if (frames.length > 0) return frames;
      if (this.#isDue) return this.#tell();
    }
  }

  #ask(): Promise<Frame[] | undefined> {
    this.#isHere = false;
    const asked = this.#stream.next();
    // Also observed while the caller works on the batch before.
    asked.then(this.#settle, this.#settle);
    return asked;
  }

  #tell(): { elapsedMs: number } {
    this.#isDue = false;
    const now = this.#clock.now();
    const { idleTimeoutMs } = this.#limits;
    if (now - this.#heardAt >= idleTimeoutMs) {
      const message = `${this.#endpoint}: the agent sent nothing but signs of life for ${idleTimeoutMs} ms.`;
      throw new NemoError("timeout", message, { details: { endpoint: this.#endpoint, ms: idleTimeoutMs } });
    }
    this.#toldAt = now;
    return { elapsedMs: now - this.#startedAt };
  }
}
