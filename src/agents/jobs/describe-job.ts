import * as z from "zod/mini";
import type { ToolAnswer } from "../tool.js";
import { findCharge, insteadOf } from "./find-charge.js";
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

/** What to do about a job that has come to this. */
function nextStep(record: JobRecord): string {
  const { id, state, tool } = record;
  const charge = findCharge(record);
  const again = `restart_job with ${id}`;
  switch (state) {
    case "running":
      return `Call job_progress with ${id} until it has ended; cancel_job ends it.`;
    case "done":
      return "It is finished.";
    case "failed":
      if (charge) return `Do what the error says. ${insteadOf(charge)}`;
      return tool === "ask"
        ? "Do what the error says."
        : `Do what the error says, then ${again} or start another conversion.`;
    case "cancelled":
    case "interrupted": {
      const how = state === "interrupted" ? "Its process ended before it was finished. " : "";
      if (tool === "ask") {
        return `${how}What was said may have been done, and charged: ask "show tracks" before you say it again.`;
      }
      if (tool === "start_batch") return `${how}What was finished stays; ${again} goes on with the rest.`;
      if (charge) return `${how}Nothing was written. ${insteadOf(charge)}`;
      return `${how}Nothing was written. ${again} does it again.`;
    }
  }
}

/** A job as it stands, with its result where there is one. */
export function describeJob(record: JobRecord): ToolAnswer {
  const { id, state, tool, request, progress, updatedAt, result, error } = record;
  const step = nextStep(record);
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
