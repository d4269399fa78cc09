import { NemoError } from "../errors/index.js";
import type { Session } from "../modules/index.js";
import { judgeTurn } from "./judge-turn.js";
import { look } from "./look.js";
import { isOpen, isOver } from "./settle-earlier.js";
import type { TurnContext } from "./turn-context.js";
import type { TurnRecord } from "./turn-record.js";

export interface TurnsOptions {
  /** Default: all sessions of this backend. */
  session?: Pick<Session, "id">;
  signal?: AbortSignal;
}

/**
 * The ledger of messages to the agent: what was sent, and what became of it. It outlives a crash (the `ledger` option), so
 * that a new process can find out what the last one did before it sends anything again.
 *
 * @example
 * for (const { sessionId, outcome, charged } of await nemo.turns.settle()) console.log(sessionId, outcome, charged);
 */
export class Turns {
  readonly #context: Omit<TurnContext, "sse">;

  /** @internal */
  constructor(context: Omit<TurnContext, "sse">) {
    this.#context = context;
  }

  /** All that is known, the oldest first; asks nobody. */
  async list({ session }: TurnsOptions = {}): Promise<TurnRecord[]> {
    return this.#context.ledger.list(session?.id);
  }

  /**
   * Finds out what became of the turns of which that is not known, by the project and the credits as they are now. Only the last
   * turn of a session can be judged, for later ones hide what it did; one that its process still waits for is left alone.
   *
   * @returns those that were looked at, with what is known of them now; `"unknown"` may become known later
   */
  async settle({ session, signal }: TurnsOptions = {}): Promise<TurnRecord[]> {
    const { ledger } = this.#context;
    const looked: TurnRecord[] = [];
    for (const record of lastOfEach(await ledger.list(session?.id))) {
      if (!isOpen(record) || !(await ledger.isAbandoned(record))) continue;
      const project = { id: record.sessionId, taskId: "" };
      const sight = await look(this.#context, { session: project, signal }).catch(passOverGone);
      const settlement = sight
        ? await judgeTurn(record, sight, isOver(this.#context, record))
        : ({ outcome: "unknown", charged: "unknown" } as const);
      await ledger.settle(record, settlement);
      looked.push({ ...record, ...settlement });
    }
    return looked;
  }
}

function lastOfEach(records: readonly TurnRecord[]): TurnRecord[] {
  return [...new Map(records.map((record) => [record.sessionId, record])).values()];
}

/** A project that has ended tells nothing any more. */
function passOverGone(error: unknown): undefined {
  if (!NemoError.isInstance(error) || error.code !== "session-not-found") throw error;
}
