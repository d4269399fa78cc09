import type { JobRecord } from "./job-record.js";

/** What a job may have been charged for. */
export interface Charge {
  /** The project that it was spent on, where that is known. */
  sessionId?: string;
}

// Before the message nothing is charged.
const free = ["inspect", "upload"];

/**
 * What doing a job once more would be charged for again; undefined where nothing was. A batch keeps a journal of what was
 * charged, and a turn is never done again.
 */
export function findCharge({ tool, state, charges, error, progress }: JobRecord): Charge | undefined {
  const isOver = state !== "running" && state !== "done";
  if (!charges || !isOver || tool === "ask" || tool === "start_batch") return undefined;
  const said = error?.content["error"] as Said | undefined;
  if (said) {
    if (said.charged === false) return undefined;
    const sessionId = said.details?.["sessionId"];
    return typeof sessionId === "string" ? { sessionId } : {};
  }
  // Its process was ended, and could say nothing more than how far it was.
  return progress === undefined || free.includes(progress.stage) ? undefined : {};
}

interface Said {
  charged?: unknown;
  details?: Record<string, unknown>;
}

/** What helps in the place of doing it again. */
export function insteadOf({ sessionId }: Charge): string {
  const spent =
    "The message may have been charged, and is charged again when it is sent again: restart_job does not.";
  return sessionId === undefined
    ? `${spent} Look at the credits and tell the user before another conversion is started.`
    : `${spent} The project is ${sessionId}, and exporting it is free: nemo-converter export --session ${sessionId}`;
}
