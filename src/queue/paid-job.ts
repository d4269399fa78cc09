import type { Job } from "bullmq";
import { NemoError, type NemoErrorCode } from "../errors/index.js";
import type { ConvertHooks } from "../nemo-converter.js";
import type { FileJob, FileOutcome, SentMessage } from "./file-job.js";

type FileWork = Job<FileJob, FileOutcome>;

export interface PaidJobOptions {
  /** By which this worker holds the job. */
  token: string;
  lockMs: number;
}

/** Sees to it that no file is paid for twice, whichever worker has it: what was sent stands in the job itself. */
export function hooksOf(
  job: FileWork,
  { token, lockMs }: PaidJobOptions,
): Pick<ConvertHooks, "spending" | "paid"> {
  const { sent } = job.data;
  return {
    ...(sent && { paid: { id: sent.sessionId, taskId: sent.taskId } }),
    spending: {
      begun: async ({ id: sessionId, taskId }) => {
        // Somebody who has it by now may have sent it already.
        if ((await job.extendLock(token, lockMs)) !== 1) throw lost(job.data);
        await job.updateData({ ...job.data, sent: { sessionId, taskId, sentAt: Date.now() } });
      },
      refused: async () => {
        const { sent: _, ...others } = job.data;
        await job.updateData(others);
      },
    },
  };
}

function lost({ source }: FileJob): NemoError {
  return new NemoError("aborted", `${source} was given to another worker meanwhile.`);
}

const passing: readonly NemoErrorCode[] = [
  ...(["network", "timeout", "rate-limited", "backend-error", "render-failed"] as const),
];

/** Whether a file that was paid for is tried again: what is free to repeat is not held against it. */
export function isFetchedAgain({ sent }: FileJob, { code }: NemoError): boolean {
  return sent !== undefined && passing.includes(code);
}

/** Whether the agent may still be at work on what a worker sent that is no longer there. */
export function isStillMade(sent: SentMessage | undefined, { code }: NemoError, longestMs: number): boolean {
  return code === "outcome-unknown" && sent !== undefined && Date.now() - sent.sentAt < longestMs;
}

export const payAgain =
  "It may have been charged, so it is not sent again. To convert it anew, and pay for it again, enqueue it for another folder.";
