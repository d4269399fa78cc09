import * as z from "zod/mini";
import { describeOutcome, jobOutput } from "../jobs/describe-job.js";
import { defineTool, field } from "../tool.js";
import { seconds } from "./job-inputs.js";
import { turnFields } from "./start-turn.js";
import { startWork } from "./start-work.js";

export const ask = defineTool({
  name: "ask",
  title: "Say what to edit",
  description:
    "One turn of a conversation about one project, which goes on with the next call: edits, titles, music, export, credits. On the NemoVideo cloud it may cost credits (about 50 for an editing session, about 100 for a generated clip), so never repeat a turn without looking at its outcome; on this machine it is free and understands conversions only. Waits up to waitSeconds, then answers with a job handle.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  input: z.strictObject({
    ...turnFields,
    waitSeconds: field(z.optional(seconds(3600)), "How long to wait for the end (default 45)."),
  }),
  output: z.extend(jobOutput, {
    text: z.optional(z.string()),
    outcome: z.optional(z.enum(["applied", "not-applied", "unknown", "none"])),
    changes: z.optional(z.array(z.string())),
    timeline: z.optional(z.string()),
  }),
  // Whoever stops waiting has not unsaid it: it goes on, and list_jobs tells what it came to.
  run: async ({ waitSeconds = 45, ...request }, context, options) =>
    describeOutcome(
      await context.jobs.wait(await startWork("ask", request, context), waitSeconds * 1000, options),
    ),
});
