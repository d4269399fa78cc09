import * as z from "zod/mini";
import type { ToolAnswer } from "../tool.js";
import type { JobRecord } from "./job-record.js";

/** What every tool about a job answers with. */
export const jobOutput = z.looseObject({
  job: z.string(),
  state: z.enum(["running", "done", "failed", "cancelled", "interrupted"]),
  tool: z.string(),
  updatedAt: z.string(),
  stage: z.optional(z.string()),
  percent: z.optional(z.number()),
  remainingSeconds: z.optional(z.number()),
  next: z.string(),
  files: z.optional(
    z.array(
      z.looseObject({
        path: z.string(),
        bytes: z.number(),
        route: z.string(),
        verification: z.looseObject({ ok: z.boolean(), level: z.string() }),
        losses: z.array(z.looseObject({ kind: z.string(), message: z.string() })),
        warnings: z.array(z.string()),
      }),
    ),
  ),
});

const next: Record<JobRecord["state"], (id: string) => string> = {
  running: (id) => `Call job_progress with ${id} until it has ended; cancel_job ends it.`,
  done: () => "It is finished.",
  failed: (id) => `Do what the error says, then restart_job with ${id} or start another conversion.`,
  cancelled: (id) => `Nothing was written. restart_job with ${id} does it again.`,
  interrupted: (id) =>
    `Its process ended before it was finished; nothing was written. restart_job with ${id} does it again.`,
};

/** A job as it stands, with its result where there is one. */
export function describeJob(record: JobRecord): ToolAnswer {
  const { id, state, tool, request, progress, updatedAt, result, error } = record;
  const step = next[state](id);
  const percent = progress?.percent === undefined ? "" : ` ${Math.floor(progress.percent)} %`;
  const left = progress?.remainingSeconds === undefined ? "" : `, ${progress.remainingSeconds} s left`;
  const where = state === "running" && progress ? ` (${progress.stage}${percent}${left})` : "";
  const details = state === "done" ? result : state === "failed" ? error : undefined;
  return {
    text: [
      `${id} is ${state}${where}.`,
      ...(details ? [details.text] : []),
      ...(state === "done" ? [] : [step]),
    ].join("\n"),
    content: {
      ...{ job: id, state, tool, request, updatedAt, next: step },
      ...(state === "running" && progress),
      ...details?.content,
    },
  };
}

/** The same, where the job's failure is the answer's. */
export function describeOutcome(record: JobRecord): ToolAnswer {
  return { ...describeJob(record), ...(record.state === "failed" && { isError: true }) };
}
