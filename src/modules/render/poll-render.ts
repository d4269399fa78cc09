import { NemoError } from "../../errors/index.js";
import type { Progress } from "../../options/index.js";
import { poll } from "../../time/index.js";
import type { Transport } from "../../transport/index.js";
import { readPatiently } from "./read-patiently.js";
import { type RenderJob, toRenderJob } from "./render-job.js";

export interface PollRenderOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export async function readStatus(
  transport: Transport,
  id: string,
  signal?: AbortSignal,
  headers: Record<string, string> = {},
): Promise<RenderJob> {
  const path = `/api/render/proxy/lambda/${encodeURIComponent(id)}`;
  return transport.request({ method: "GET", path, kind: "render", headers, signal }, (value, endpoint) =>
    toRenderJob(id, value, endpoint),
  );
}

// A backend in this process is asked to answer when there is something new (RFC 7240, 4.3): readings at short intervals would
// take the processor from the encoder, those at long ones leave it idle after its end.
const patience = { prefer: "wait=1" };

/** Reads a render's status until it is completed or failed; `shown` is the percentage that was told last. */
export async function pollRender(
  transport: Transport,
  id: string,
  { signal, onProgress }: PollRenderOptions,
  shown: { percent: number },
): Promise<RenderJob> {
  const { timing, language, localFiles, logger } = transport.options;
  const onTimeout = ({ status }: RenderJob) => {
    const message = `Render ${id} made no progress for ${timing.renderTimeoutMs} ms (${status}).`;
    return new NemoError("timeout", message, { details: { id, status }, language });
  };
  // No limit of its own, but closing ends the pauses too.
  const deadline = transport.startDeadline(Infinity, signal, `Render ${id}`);
  const patiently = {
    intervalMs: timing.renderPollMs,
    signal: deadline.signal,
    clock: transport.clock,
    onFailure: ({ code, message }: NemoError) => logger.info(message, { id, code }),
  };
  try {
    return await poll({
      read: async (pollSignal) => {
        const read = () => readStatus(transport, id, pollSignal, localFiles ? patience : {});
        const job = await (localFiles ? read() : readPatiently(read, patiently));
        onProgress?.(toProgress(job, shown));
        return job;
      },
      isDone: ({ status }) => status === "completed" || status === "failed",
      hasMoved: (job, before) => job.percent !== before?.percent || job.status !== before?.status,
      intervalMs: timing.renderPollMs,
      timeoutMs: timing.renderTimeoutMs,
      onTimeout,
      signal: deadline.signal,
      clock: transport.clock,
    });
  } finally {
    transport.release(deadline);
  }
}

/** The percentage never falls, not even when a failed render starts over. */
function toProgress(
  { status, percent, speed, remainingMs }: RenderJob,
  shown: { percent: number },
): Progress {
  shown.percent = Math.max(shown.percent, status === "completed" ? 100 : (percent ?? 0));
  const isKnown = percent !== undefined || shown.percent > 0;
  return {
    stage: "render",
    ...(isKnown && { percent: shown.percent }),
    ...(speed !== undefined && { speed }),
    ...(remainingMs !== undefined && { remainingMs }),
  };
}
