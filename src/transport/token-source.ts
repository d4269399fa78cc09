import type { Notice } from "../options/index.js";

export interface Token {
  value: string;
  /** Whether the library fetched it; any other is a registered user's. */
  isAnonymous: boolean;
}

export interface TokenOptions {
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
  /** Told of a wait that the backend asks for (429); it does not count as the caller's own time. */
  onAskedWait?: (ms: number) => void;
}

/** Where the transport takes its bearer from. */
export interface TokenSource {
  current(options: TokenOptions): Promise<Token>;
  /** Another token in the place of one that was refused; undefined where there can be none (a user's own). */
  renew(refused: string, options: TokenOptions): Promise<Token | undefined>;
}
