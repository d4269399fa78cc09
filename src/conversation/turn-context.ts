import type { Credits, Sse, State, Transport } from "../modules/index.js";
import type { Ledger } from "./ledger.js";

/** What a turn needs to be taken and judged. */
export interface TurnContext {
  transport: Transport;
  sse: Sse;
  state: State;
  credits: Credits;
  ledger: Ledger;
}
