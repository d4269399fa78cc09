import {
  Auth,
  createTransport,
  Credits,
  Render,
  Sessions,
  Sse,
  State,
  type Transport,
  Upload,
} from "../modules/index.js";
import type { NemoConverterOptions } from "../options/index.js";
import type { Clock } from "../time/index.js";
import { Ledger } from "./ledger.js";
import { TurnQueue } from "./turn-queue.js";
import { Turns } from "./turns.js";

/** The modules that a workflow works with, all on one connection and one shared session. */
export interface ConverterContext {
  transport: Transport;
  auth: Auth;
  sessions: Sessions;
  upload: Upload;
  sse: Sse;
  state: State;
  credits: Credits;
  render: Render;
  ledger: Ledger;
  turns: Turns;
  queue: TurnQueue;
  /** Ends what is under way, and lets go of the backend that was given. */
  close(): Promise<void>;
}

/** @throws NemoError `invalid-request` for an option that cannot be used */
export function createContext(options: NemoConverterOptions, clock?: Clock): ConverterContext {
  const transport = createTransport(options, clock);
  const sessions = new Sessions(transport);
  const state = new State(transport, sessions);
  const credits = new Credits(transport);
  const ledger = new Ledger(transport);
  return {
    transport,
    auth: new Auth(transport, sessions),
    sessions,
    upload: new Upload(transport, sessions),
    sse: new Sse(transport, sessions),
    state,
    credits,
    render: new Render(transport, sessions),
    ledger,
    turns: new Turns({ transport, state, credits, ledger }),
    queue: new TurnQueue(),
    close: () => {
      transport.close();
      return transport.options.closeBackend();
    },
  };
}
