import type { Progress } from "../../options/index.js";
import type { JobProgress } from "./job-record.js";

/** How far a job has come, in a stage of its own naming. */
export type JobStep = Omit<Progress, "stage"> & { stage: string };

/** Progress as it is written down and told: no more digits than anybody needs. */
export function progressOf({ stage, percent, remainingMs }: JobStep): JobProgress {
  return {
    stage,
    ...(percent !== undefined && { percent: Math.round(percent * 10) / 10 }),
    ...(remainingMs !== undefined && { remainingSeconds: Math.ceil(remainingMs / 1000) }),
  };
}
