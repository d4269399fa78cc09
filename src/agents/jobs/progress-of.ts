import type { Progress } from "../../options/index.js";
import type { JobProgress } from "./job-record.js";

/** Progress as it is written down and told: no more digits than anybody needs. */
export function progressOf({ stage, percent, remainingMs }: Progress): JobProgress {
  return {
    stage,
    ...(percent !== undefined && { percent: Math.round(percent * 10) / 10 }),
    ...(remainingMs !== undefined && { remainingSeconds: Math.ceil(remainingMs / 1000) }),
  };
}
