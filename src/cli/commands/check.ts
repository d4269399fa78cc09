import type { Command } from "commander";
import type { CheckReport, PresetName } from "../../conversion/index.js";
import { type ConverterFlags, createConverter } from "../create-converter.js";
import { exitCodeOf } from "../exit-codes.js";
import { Terminal } from "../terminal.js";

interface Flags extends ConverterFlags {
  full: boolean;
  preset?: string;
  json: boolean;
}

export function addCheck(program: Command, signal: AbortSignal, setExitCode: (code: number) => void): void {
  program
    .command("check")
    .description("look for what is wrong with files: cut short, damaged, without an index, protected")
    .argument("<file...>", "files, or https: URLs")
    .option("--full", "decode every frame, too", false)
    .option("--preset <name>", "also tell what youtube, vimeo, web, … would not take as it is")
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", "\nEnds with 0 when all files are fine, with 1 when something is wrong with one.")
    .action(async (inputs: string[], flags: Flags) => {
      setExitCode(await checkAll(inputs, flags, signal));
    });
}

async function checkAll(inputs: string[], flags: Flags, signal: AbortSignal): Promise<number> {
  const terminal = new Terminal({ ...flags, quiet: false });
  const depth = flags.full ? "full" : "quick";
  const codes: number[] = [];
  await using nemo = createConverter({ ...flags, backend: "local" });
  for (const input of inputs) {
    try {
      const preset = flags.preset as PresetName | undefined;
      const report = await nemo.check(input, { depth, signal, ...(preset !== undefined && { preset }) });
      terminal.result(describe(input, report), { type: "check", input, ...report });
      if (!report.ok) codes.push(1);
    } catch (error) {
      terminal.error(error, input);
      codes.push(exitCodeOf(error));
      if (signal.aborted) break;
    }
  }
  // Of several files only that something is wrong, unless all fail alike.
  return codes.every((code) => code === codes[0]) ? (codes[0] ?? 0) : 1;
}

function describe(input: string, { ok, findings }: CheckReport): string {
  const lines = findings.map(({ kind, stream, message, severity }) => {
    const where = stream === undefined ? "" : ` (stream ${stream})`;
    return `  ${severity === "note" ? "note: " : ""}${kind}${where}: ${message}`;
  });
  return [`${ok ? "ok " : "BAD"} ${input}`, ...lines].join("\n");
}
