import type { Loss } from "../conversion/index.js";
import type { NemoError } from "../errors/index.js";
import type { Account } from "./accounts.js";

/** A render, from its submission until the backend is closed. */
export interface Job {
  readonly id: string;
  readonly account: Account;
  status: "pending" | "processing" | "completed" | "failed";
  percent: number;
  /** Seconds of video a second. */
  speed?: number;
  remainingMs?: number;
  /** Once it is completed: one, or one for each variant, by its name. */
  results: RenderResult[];
  /** What could not be done as it was asked for. */
  warnings: string[];
  /** What the results lack of their sources. */
  losses: Loss[];
  error?: NemoError;
  /** Has an event `news` whenever it has come further or is over. */
  readonly news: EventTarget;
}

export interface RenderResult {
  /** Undefined where there is but one. */
  variant?: string;
  path: string;
  /** Under which a signed link names it; nobody can guess it. */
  linkName: string;
  /** What ffmpeg was given. */
  arguments: string[];
}
