import { rm, writeFile } from "node:fs/promises";
import { NemoError, type Redactor, throwIfAborted } from "../errors/index.js";
import { type FramePair, type Receipt, receiptPage } from "../conversion/index.js";
import { publish, temporaryName } from "../modules/index.js";
import type { ConverterContext } from "./context.js";
import type { ConversionResult } from "./convert-options.js";
import type { Job } from "./make-remotely.js";
import type { Making } from "./make-smaller.js";
import { measureReceipt } from "./receipt/measure-receipt.js";
import { receiptPaths, type ReceiptPaths } from "./receipt/receipt-path.js";

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
    await writeBoth(paths, receipt, frames, context.transport.redactor);
    return { ...result, receiptPath: paths.html };
  } catch (error) {
    throwIfAborted(options.signal);
    const why = NemoError.isInstance(error) || error instanceof Error ? error.message : String(error);
    return { ...result, warnings: [...result.warnings, `The receipt was not written: ${why}`] };
  }
}

/** Both or neither. */
async function writeBoth(
  { json, html, overwrite }: ReceiptPaths,
  receipt: Receipt,
  frames: readonly FramePair[],
  redactor: Redactor,
): Promise<void> {
  const safe = redacted(receipt, redactor);
  const files = [
    { path: json, temporary: temporaryName(json), text: `${JSON.stringify(safe, undefined, 2)}\n` },
    { path: html, temporary: temporaryName(html), text: receiptPage(safe, frames) },
  ];
  const published: string[] = [];
  try {
    for (const { temporary, text } of files) await writeFile(temporary, redactor.known(text), { flag: "wx" });
    for (const { temporary, path } of files) {
      await publish(temporary, path, { overwrite });
      published.push(path);
    }
  } catch (error) {
    await Promise.all(published.map((path) => rm(path, { force: true })));
    throw error;
  } finally {
    await Promise.all(files.map(({ temporary }) => rm(temporary, { force: true })));
  }
}

/** A message or a tag may hold what nobody should see. */
function redacted(receipt: Receipt, redactor: Redactor): Receipt {
  const clean = (_: string, value: unknown) => (typeof value === "string" ? redactor.text(value) : value);
  return JSON.parse(JSON.stringify(receipt, clean)) as Receipt;
}
