import { type Language, NemoError } from "../errors/index.js";
import { type Clock, Deadline } from "../time/index.js";

/** The deadlines of all that is under way, so that closing ends it. */
export class OpenDeadlines {
  readonly #open = new Set<Deadline>();
  readonly #clock: Clock;
  readonly #language: Language;
  #isClosed = false;

  constructor(clock: Clock, language: Language) {
    this.#clock = clock;
    this.#language = language;
  }

  /** @param what names the work in the error, for example `GET /api/…` */
  start(ms: number, signal: AbortSignal | undefined, what: string): Deadline {
    const onTimeout = () =>
      new NemoError("timeout", `${what} took too long: more than ${ms} ms.`, {
        details: { endpoint: what, ms },
        language: this.#language,
      });
    const deadline = new Deadline(ms, { signal, clock: this.#clock, onTimeout });
    if (this.#isClosed) deadline.abort(closedError());
    else this.#open.add(deadline);
    return deadline;
  }

  release(deadline: Deadline): void {
    deadline.release();
    this.#open.delete(deadline);
  }

  close(): void {
    this.#isClosed = true;
    for (const deadline of this.#open) deadline.abort(closedError());
    this.#open.clear();
  }
}

function closedError(): NemoError {
  return new NemoError("closed", "This converter was closed.");
}
