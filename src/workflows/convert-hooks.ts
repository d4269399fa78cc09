import type { Session } from "../modules/index.js";
import type { Spending } from "./make-remotely.js";

/** What a batch does with each of its conversions beside what its user asks for. */
export interface ConvertHooks {
  /** How many threads the embedded backend's encoder may use. */
  threads?: number;
  /** Told of what may be charged. */
  spending?: Spending;
  /** The hash of source and wish, where the ledger is to know what the message is for. */
  purpose?: string;
  /** The project of the same source and wish whose message was sent before; where conversions are free, it is left alone. */
  paid?: Session;
  /** When the result is made, and only has to be looked at and named. */
  onMade?: () => void;
  /** What is written into the result, for a later run to know it by; asked for when the source was read. */
  mark?: () => Promise<string>;
  /** Before files get their names: the result last, its sidecars before it. */
  beforePublish?: (files: readonly { temporary: string; path: string }[]) => Promise<void>;
}
