import * as z from "zod/mini";
import type { ProcessIdentity } from "./process-identity.js";

export type JobState = "running" | "done" | "failed" | "cancelled" | "interrupted";

/** What is remembered of a job, in a file of its own. */
export interface JobRecord {
  version: 1;
  id: string;
  /** The tool that made it, and what it was given: enough to do it again. */
  tool: string;
  request: Record<string, unknown>;
  /** Real paths that it reads and writes. */
  paths: string[];
  state: JobState;
  /** Whether it runs where credits are charged. */
  charges?: boolean;
  /** ISO 8601, UTC. */
  createdAt: string;
  updatedAt: string;
  finishedAt?: string;
  owner: ProcessIdentity;
  progress?: JobProgress;
  /** What the tool answers with when it is done. */
  result?: { text: string; content: Record<string, unknown> };
  error?: { text: string; content: Record<string, unknown> };
}

export interface JobProgress {
  stage: string;
  percent?: number;
  remainingSeconds?: number;
}

const outcome = z.object({ text: z.string(), content: z.record(z.string(), z.unknown()) });

const schema = z.object({
  version: z.literal(1),
  id: z.string(),
  tool: z.string(),
  request: z.record(z.string(), z.unknown()),
  paths: z.array(z.string()),
  state: z.enum(["running", "done", "failed", "cancelled", "interrupted"]),
  charges: z.optional(z.boolean()),
  createdAt: z.string(),
  updatedAt: z.string(),
  finishedAt: z.optional(z.string()),
  owner: z.object({ pid: z.number(), startedAt: z.optional(z.string()) }),
  progress: z.optional(
    z.object({
      stage: z.string(),
      percent: z.optional(z.number()),
      remainingSeconds: z.optional(z.number()),
    }),
  ),
  result: z.optional(outcome),
  error: z.optional(outcome),
});

/** The record that a file holds; undefined for what is none, or of another version. */
export function parseJobRecord(text: string): JobRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return z.parse(schema, value);
  } catch {
    return undefined;
  }
}

/** A name that is a file name on every system, and leads nowhere else. */
export function isJobId(text: string): boolean {
  return /^job-[0-9a-f]{12}$/.test(text);
}

export function newJobId(): string {
  return `job-${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
}
