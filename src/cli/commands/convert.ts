import { stat } from "node:fs/promises";
import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import type { ConversionResult, ConvertOptions, NemoConverter } from "../../nemo-converter.js";
import type { MediaInput } from "../../options/index.js";
import { type ConvertFlags, toConvertOptions, withConvertFlags } from "../convert-flags.js";
import { createConverter } from "../create-converter.js";
import { exitCodeOf } from "../exit-codes.js";
import { refuseWords } from "../misplaced-words.js";
import { reportPlan, reportResult } from "../report-result.js";
import { standardInput, standardStream, toStandardOutput } from "../standard-streams.js";
import { Terminal } from "../terminal.js";

export function addConvert(program: Command, signal: AbortSignal, setExitCode: (code: number) => void): void {
  const command = program
    .command("convert")
    .description("turn videos into MP4s, each checked against its source")
    .argument("<input...>", "files, https: URLs, or - for standard input");
  withConvertFlags(command)
    .addHelpText(
      "after",
      `
With -o - the film goes to standard output, and what is said of it to standard error.

Examples:
  nemo-converter convert clip.mov
  nemo-converter convert clip.mkv -o out/ --to "1080p, H.264, AAC audio at 192k"
  nemo-converter convert *.webm -o mp4/ --preset web
  nemo-converter convert talk.mov --size 25MB --json
  curl -s https://example.com/talk.mov | nemo-converter convert - -o talk.mp4`,
    )
    .action(async (inputs: string[], flags: ConvertFlags) => {
      setExitCode(await convertAll(inputs, flags, signal));
    });
}

async function convertAll(inputs: string[], flags: ConvertFlags, signal: AbortSignal): Promise<number> {
  const isPiped = flags.output === standardStream;
  const terminal = new Terminal({ ...flags, ...(isPiped && { out: process.stderr }) });
  const options = toConvertOptions(flags);
  refuseWords(inputs);
  if (inputs.includes(standardStream) && flags.output === undefined) {
    throw new NemoError("invalid-request", "Standard input has no name: say where the MP4 goes with -o.");
  }
  if (isPiped && options.receipt === true) {
    throw new NemoError(
      "invalid-request",
      "Standard output has no name: say where the receipt goes with --receipt <path>.",
    );
  }
  if (inputs.length > 1 && flags.output !== undefined && !(await isFolder(flags.output))) {
    throw new NemoError(
      "invalid-request",
      `Several inputs need a folder as their output; ${flags.output} is none.`,
    );
  }
  const codes: number[] = [];
  await using nemo = createConverter(flags);
  for (const input of inputs) {
    try {
      const work = flags.dryRun ? planOne : convertOne;
      const one = (output = options.output) =>
        work(nemo, input, { ...options, signal, ...(output !== undefined && { output }) }, terminal);
      const report = await (isPiped && !flags.dryRun ? toStandardOutput(one) : one());
      report();
    } catch (error) {
      terminal.error(error, input);
      codes.push(exitCodeOf(error));
      if (signal.aborted) break;
    }
  }
  // One file's failure is told by its own code; of several only that there was one, unless all say the same.
  return codes.every((code) => code === codes[0]) ? (codes[0] ?? 0) : 1;
}

async function convertOne(
  nemo: NemoConverter,
  input: string,
  options: ConvertOptions,
  terminal: Terminal,
): Promise<() => void> {
  const result = await nemo.convert(toInput(input), {
    ...options,
    onProgress: (progress) => terminal.progress(progress, input),
    onNotice: (notice) => terminal.notice(notice, input),
  });
  return () => {
    reportResult(terminal, input, terminal.isPiped ? withoutPaths(result) : result);
  };
}

/** What went to standard output has no path that anybody could open, and what was kept beside it went with its folder. */
function withoutPaths(result: ConversionResult): ConversionResult {
  const losses = result.losses.map(({ sidecar: _, ...loss }) => loss);
  return { ...result, path: standardStream, losses, sidecars: [] };
}

async function planOne(
  nemo: NemoConverter,
  input: string,
  options: ConvertOptions,
  terminal: Terminal,
): Promise<() => void> {
  const plan = await nemo.plan(toInput(input), options);
  return () => {
    reportPlan(terminal, input, plan);
  };
}

function toInput(input: string): MediaInput {
  return input === standardStream ? standardInput() : input;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
