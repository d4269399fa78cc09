import { NemoError, throwIfAborted } from "../errors/index.js";
import { receiptPage } from "../conversion/index.js";
import type { ConverterContext } from "./context.js";
import type { ConversionResult } from "./convert-options.js";
import type { Job } from "./make-remotely.js";
import type { Making } from "./make-smaller.js";
import { measureReceipt } from "./receipt/measure-receipt.js";
import { receiptPaths } from "./receipt/receipt-path.js";
import { writePage } from "./write-page.js";

/**
 * The result with its receipt, where one was asked for. What cannot be written is a warning: the conversion itself went
 * well.
 *
 * @throws NemoError `aborted`
 */
export async function withReceipt(
  context: ConverterContext,
  job: Job,
  made: Pick<Making, "info" | "plan">,
  result: ConversionResult,
): Promise<ConversionResult> {
  const { options } = job;
  if (options.receipt === undefined || options.receipt === false) return result;
  try {
    const paths = await receiptPaths(result.path, options);
    const { receipt, frames } = await measureReceipt(context, job, made, result);
    await writePage(paths, receipt, context.transport.redactor, {
      page: (safe) => receiptPage(safe, frames),
    });
    return { ...result, receiptPath: paths.html };
  } catch (error) {
    throwIfAborted(options.signal);
    const why = NemoError.isInstance(error) || error instanceof Error ? error.message : String(error);
    return { ...result, warnings: [...result.warnings, `The receipt was not written: ${why}`] };
  }
}
