import { basename } from "node:path";
import type { NemoConverter } from "../nemo-converter.js";
import type { Notice } from "../options/index.js";
import { BatchView } from "./batch-view.js";
import type { ConverterFlags } from "./create-converter.js";
import { exitCodeOf } from "./exit-codes.js";
import { reportResult } from "./report-result.js";
import type { Terminal } from "./terminal.js";

/** What `ask` was told. */
export interface AskFlags extends ConverterFlags {
  output?: string;
  onExists: string;
  session?: string;
  json: boolean;
  quiet: boolean;
}

/** What each turn and each conversion of the command goes by. */
export interface Asking {
  nemo: NemoConverter;
  flags: AskFlags;
  terminal: Terminal;
  signal: AbortSignal;
}

/** Files that the sentence names itself, each kind tried first. */
export async function convertNamed({ nemo, flags, terminal, signal }: Asking, text: string): Promise<number> {
  const view = new BatchView(terminal);
  const run = nemo.batch(text, { ...conversionOptions(flags, terminal, text), signal });
  for await (const event of run) view.tell(event);
  const summary = await run.summary;
  view.finish(summary);
  return summary.failed.length === 0 ? 0 : 1;
}

/** One after the other; the failure of one does not stop the rest. */
export async function convertEach(
  { nemo, flags, terminal, signal }: Asking,
  text: string,
  files: string[],
): Promise<number> {
  const codes: number[] = [];
  for (const file of files) {
    try {
      terminal.detail(`Converting ${basename(file)}`);
      const result = await nemo.convert(file, {
        ...conversionOptions(flags, terminal, file),
        request: text,
        signal,
        onProgress: (progress) => terminal.progress(progress, file),
      });
      reportResult(terminal, file, result);
    } catch (error) {
      terminal.error(error, file);
      codes.push(exitCodeOf(error));
      if (signal.aborted) break;
    }
  }
  return codes.every((code) => code === codes[0]) ? (codes[0] ?? 0) : 1;
}

function conversionOptions({ output, onExists }: AskFlags, terminal: Terminal, input: string) {
  return {
    ...(output !== undefined && { output }),
    onExists: onExists as "fail",
    onNotice: (notice: Notice) => terminal.notice(notice, input),
  };
}
