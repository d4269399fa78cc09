import { abortedError } from "../errors/index.js";
import type { CheckReport } from "../conversion/index.js";
import { checkFile, type CheckFileOptions } from "../media/index.js";
import type { ConverterContext } from "./context.js";

/** A check that also ends when the converter is closed. */
export async function checkLocalFile(
  { transport }: ConverterContext,
  path: string,
  options: CheckFileOptions,
): Promise<CheckReport> {
  const deadline = transport.startDeadline(Infinity, options.signal, "Checking the source");
  try {
    if (deadline.signal.aborted) throw abortedError(deadline.signal);
    return await checkFile(path, { ...options, signal: deadline.signal });
  } finally {
    transport.release(deadline);
  }
}
