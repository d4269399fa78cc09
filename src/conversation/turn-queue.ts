import { raceAbort } from "../time/index.js";

/** Lets one turn after the other into a session: two at once would answer for each other's changes. */
export class TurnQueue {
  readonly #last = new Map<string | undefined, Promise<unknown>>();

  /**
   * Takes its place at once, so that turns follow one another as they were asked for.
   *
   * @param sessionId of the shared session, while it is not there yet, undefined: a line of its own, whose turns stand in the
   * session's, too, as soon as they know it
   * @throws NemoError `aborted` while it waits; the others' turns are not touched by that
   */
  async run<T>(
    sessionId: string | undefined,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const before = this.#last.get(sessionId);
    let leave = () => {};
    const turn = new Promise<void>((resolve) => (leave = resolve));
    const last = Promise.all([before, turn]);
    this.#last.set(sessionId, last);
    void last.then(() => {
      if (this.#last.get(sessionId) === last) this.#last.delete(sessionId);
    });
    try {
      if (before) await raceAbort(before, signal);
      return await work();
    } finally {
      leave();
    }
  }
}
