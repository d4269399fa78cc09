import type { CreditBalance } from "../modules/index.js";

/** One message to the agent, as the ledger has it. Holds neither the message nor the project, only their fingerprints. */
export interface TurnRecord {
  id: string;
  /** The backend that it went to. */
  baseUrl: string;
  sessionId: string;
  /** Milliseconds since the epoch. */
  sentAt: number;
  /** SHA-256 of the message. */
  message: string;
  /** SHA-256 of the project before it. */
  state: string;
  /** What there was to spend before it, where that was known. */
  credits?: CreditBalance;
  /** Missing while the turn is under way, or when its process died. */
  outcome?: TurnOutcome;
  /** Whether credits were spent on it, as far as the balance tells. */
  charged?: boolean | "unknown";
  /** SHA-256 of the source and the wish, where it was sent for a conversion. */
  purpose?: string;
  /**
   * Whether that conversion ended without its film, or nothing of it is left to be fetched. Missing while it is under way, or when
   * its process died.
   */
  film?: "left" | "settled";
}

export type TurnOutcome = "applied" | "not-applied" | "unknown";

/** What became of a turn. */
export type Settlement = Required<Pick<TurnRecord, "outcome" | "charged">> & Pick<TurnRecord, "film">;
