import { NemoError, throwIfAborted } from "../../errors/index.js";
import type { MediaInput, Progress } from "../../options/index.js";
import type { ConverterContext } from "../context.js";
import type { ConvertOptions } from "../convert-options.js";
import { type BackendName, chooseBackend } from "./choose-backend.js";
import { handsOver } from "./hands-over.js";
import { lookAround } from "./look-around.js";
import { withEmbedded } from "./with-embedded.js";

/** A conversion on whichever backend it is given. */
export type Work<T> = (context: ConverterContext, options: ConvertOptions) => Promise<T>;

/** What a conversion came to, and who would not make it. */
export interface Outcome<T> {
  value: T;
  /** A sentence for the result's warnings, when the first backend refused. */
  refusal?: string;
}

/**
 * Does `work` on the backend that fits, and once more on the other one when that refuses. Nothing is charged twice: the
 * cloud is asked at most once, and the embedded backend is free.
 *
 * @throws NemoError what `work` throws; of two refusals the second, which names the first
 */
export async function withEither<T>(
  context: ConverterContext,
  input: MediaInput,
  options: ConvertOptions,
  work: Work<T>,
): Promise<Outcome<T>> {
  throwIfAborted(options.signal);
  const order = options.session
    ? (["cloud", "local"] as const)
    : chooseBackend(await lookAround(context, input, options));
  const guarded = { ...options, ...(options.onProgress && { onProgress: neverFalling(options.onProgress) }) };
  const [first, second] = order;
  try {
    return { value: await workOn(first!, context, guarded, work) };
  } catch (error) {
    throwIfAborted(options.signal);
    if (second === undefined || !handsOver(error, first!)) throw error;
    const refusal = `${names[first!]} refused (${error.code}): ${error.message}`;
    context.transport.options.logger.info("conversion handed over", {
      from: first,
      to: second,
      code: error.code,
    });
    return {
      value: await afterRefusal(error, refusal, () => workOn(second, context, guarded, work)),
      refusal,
    };
  }
}

const names: Readonly<Record<BackendName, string>> = { cloud: "The cloud", local: "ffmpeg on this machine" };

function workOn<T>(
  name: BackendName,
  context: ConverterContext,
  options: ConvertOptions,
  work: Work<T>,
): Promise<T> {
  if (name === "cloud") return work(context, options);
  // A project of the cloud's means nothing to the embedded backend.
  const { session: _, ...others } = options;
  return withEmbedded(context, (embedded) => work(embedded, others));
}

/** When nobody makes it, both reasons are told. */
async function afterRefusal<T>(first: NemoError, refusal: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!NemoError.isInstance(error)) throw error;
    const { code, backendCode, status, isRetryable, details, charged, action } = error;
    const { sessionId } = first.details;
    throw new NemoError(code, `${error.message} Before that: ${refusal}`, {
      ...(backendCode !== undefined && { backendCode }),
      ...(status !== undefined && { status }),
      // From the beginning again, the first one would be charged again.
      isRetryable: isRetryable && first.charged === false,
      details: { ...(sessionId !== undefined && { sessionId }), ...details, refusedBefore: first.code },
      charged: charged === false ? first.charged : charged,
      action,
      cause: error,
    });
  }
}

/** A second attempt begins at nothing, which nobody wants to see. */
function neverFalling(report: (progress: Progress) => void): (progress: Progress) => void {
  let highest = 0;
  return (progress) => {
    highest = Math.max(highest, progress.percent ?? 0);
    report(progress.percent === undefined ? progress : { ...progress, percent: highest });
  };
}
