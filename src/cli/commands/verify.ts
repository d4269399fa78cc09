import type { Command } from "commander";
import { adviceOn, type PresetName, type Verification } from "../../conversion/index.js";
import { type ConverterFlags, createConverter } from "../create-converter.js";
import { Terminal } from "../terminal.js";

interface Flags extends ConverterFlags {
  to?: string;
  preset?: string;
  full: boolean;
  json: boolean;
}

export function addVerify(program: Command, signal: AbortSignal, setExitCode: (code: number) => void): void {
  program
    .command("verify")
    .description("look whether an MP4 is what a conversion of its source has to be, whoever made it")
    .argument("<source>", "the file that it was made of")
    .argument("<result>", "the MP4")
    .option("--to <words>", "what was wanted, in plain words")
    .option("--preset <name>", "what it was made for")
    .option("--full", "decode every frame, too", false)
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--json", "as one JSON object", false)
    .addHelpText(
      "after",
      `
Ends with 0 when it is right, with 1 when it is not.

Example:
  nemo-converter verify camera.mts upload.mp4 --to 1080p --full`,
    )
    .action(async (source: string, result: string, { to, preset, full, ...flags }: Flags) => {
      await using nemo = createConverter({ ...flags, backend: "local" });
      const verification = await nemo.verify(source, result, {
        signal,
        depth: full ? "full" : "quick",
        ...(to !== undefined && { request: to }),
        ...(preset !== undefined && { preset: preset as PresetName }),
      });
      const terminal = new Terminal({ ...flags, quiet: false });
      terminal.result(describe(result, verification), {
        type: "verification",
        source,
        result,
        ...verification,
      });
      setExitCode(verification.ok ? 0 : 1);
    });
}

function describe(result: string, { ok, checks }: Verification): string {
  const lines = checks.map((check) =>
    check.ok
      ? `  ok  ${check.name}: ${String(check.actual)}`
      : `  BAD ${check.name}: ${String(check.expected)} expected, ${String(check.actual)} found.${adviceAfter(check.name)}`,
  );
  return [`${ok ? "ok " : "BAD"} ${result}`, ...lines].join("\n");
}

function adviceAfter(name: string): string {
  const advice = adviceOn(name);
  return advice === undefined ? "" : ` ${advice}`;
}
