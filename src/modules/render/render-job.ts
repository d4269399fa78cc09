import { isNemoErrorCode, NemoError, type Redactor } from "../../errors/index.js";
import { isObject, withRaw } from "../../wire/index.js";
import { parseAnswer, renderStatusAnswer } from "../../wire/later.js";

/** A render under way or over. */
export interface RenderJob {
  id: string;
  /** The backend's own word; it may use others than these. */
  status: "pending" | "processing" | "completed" | "failed" | (string & {});
  /** Where the file is, once it is completed: a signed link that expires. */
  url?: string;
  /** 0 to 100. */
  percent?: number;
  /** Seconds of video a second, where the backend says. */
  speed?: number;
  remainingMs?: number;
  /** Why it failed. */
  error?: string;
  /** The backend's answer as it came; not enumerable, so that printing the rest does not print it. */
  raw: unknown;
}

export function toRenderJob(id: string, value: unknown, endpoint: string): RenderJob {
  const answer = parseAnswer(renderStatusAnswer, value, endpoint);
  const url = answer.output?.url ?? answer.outputUrl;
  const error = errorText(answer.error);
  const job = {
    id,
    status: answer.status.toLowerCase(),
    ...(url !== undefined && { url }),
    ...(answer.progress !== undefined && { percent: Math.max(0, Math.min(100, answer.progress)) }),
    ...(answer.speed !== undefined && { speed: answer.speed }),
    ...(answer.remaining_ms !== undefined && { remainingMs: answer.remaining_ms }),
    ...(error !== undefined && { error }),
  };
  return withRaw(job, value);
}

function errorText(error: unknown): string | undefined {
  if (typeof error === "string" && error !== "") return error;
  return isObject(error) && typeof error["message"] === "string" ? error["message"] : undefined;
}

/** The error of a failed render; a backend that names one of our codes (the embedded one does) is believed. */
export function renderError({ id, status, error, raw }: RenderJob, redactor: Redactor): NemoError {
  const said = isObject(raw) && isObject(raw["error"]) ? raw["error"] : {};
  const facts = redactor.value(said["details"]);
  const reason = error === undefined ? undefined : redactor.text(error);
  const details = { id, status, reason, ...(isObject(facts) && facts) };
  if (isNemoErrorCode(said["code"]) && reason !== undefined) {
    return new NemoError(said["code"], reason, { details });
  }
  return new NemoError("render-failed", `Render ${id} failed${reason ? `: ${reason}` : "."}`, { details });
}

/** A backend may say that trying again is no use. */
export function isWorthRepeating({ raw }: RenderJob): boolean {
  return !(isObject(raw) && isObject(raw["error"]) && raw["error"]["retryable"] === false);
}
