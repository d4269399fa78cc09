import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import {
  type ConversionSpecInput,
  parseRequest,
  presetNames,
  type PresetName,
} from "../../conversion/index.js";
import type { ConvertOptions } from "../../nemo-converter.js";
import { type ConverterFlags, createConverter } from "../create-converter.js";
import { depthOf, reportResult } from "../report-result.js";
import { Terminal } from "../terminal.js";

interface Flags extends ConverterFlags {
  variant?: string[];
  output?: string;
  onExists?: string;
  overwrite?: boolean;
  keepLarger?: boolean;
  keepTimes?: boolean;
  verify?: string;
  json: boolean;
  quiet: boolean;
}

export function addVariants(program: Command, signal: AbortSignal): void {
  program
    .command("variants")
    .description("turn one video into several MP4s, decoding it once; all of them or none")
    .argument("<input>", "a file, or an https: URL")
    .option("--variant <name=what>", "a preset or plain words; once for each result", append)
    .option("-o, --output <folder>", "where they go (default: beside the source)")
    .option("--keep-larger", "keep an encode although it is larger than its source")
    .option("--keep-times", "give the results the times of their source")
    .option("--on-exists <what>", "fail, overwrite, skip, rename (default: fail)")
    .option("-y, --overwrite", "the same as --on-exists overwrite")
    .option("--verify <depth>", "quick, full, none (default: quick)")
    .option("--backend <name>", "local or cloud (default: local, or cloud when NEMO_TOKEN is set)")
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--language <tag>", "of messages: en or zh")
    .option("--json", "one JSON object a line", false)
    .option("-q, --quiet", "results and errors only", false)
    .addHelpText(
      "after",
      `
Example:
  nemo-converter variants master.mov -o out/ --variant hd=1080p --variant "phone=720p, crf 23" --variant look=preview`,
    )
    .action(async (input: string, flags: Flags) => makeAll(input, flags, signal));
}

function append(value: string, values: string[] = []): string[] {
  return [...values, value];
}

async function makeAll(input: string, flags: Flags, signal: AbortSignal): Promise<void> {
  const terminal = new Terminal(flags);
  const read = (flags.variant ?? []).map(readVariant);
  const variants = Object.fromEntries(read.map(({ name, what }) => [name, what]));
  const doubtsOf = new Map(read.map(({ name, doubts }) => [name, doubts]));
  await using nemo = createConverter(flags);
  const results = await nemo.variants(input, variants, {
    ...toOptions(flags),
    signal,
    onProgress: (progress) => terminal.progress(progress, input),
    onNotice: (notice) => terminal.notice(notice, input),
  });
  for (const [variant, result] of Object.entries(results)) {
    const warnings = [...(doubtsOf.get(variant) ?? []), ...result.warnings];
    reportResult(terminal, input, { ...result, warnings }, { variant });
  }
}

function toOptions({ output, overwrite, onExists, keepLarger, keepTimes, verify }: Flags): ConvertOptions {
  return {
    ...(output !== undefined && { output }),
    onExists: (overwrite ? "overwrite" : (onExists ?? "fail")) as "fail",
    verify: depthOf(verify),
    ...(keepLarger && { keepLarger }),
    ...(keepTimes && { keepTimes }),
  };
}

interface Variant {
  name: string;
  what: ConversionSpecInput | PresetName;
  /** What its words left open. */
  doubts: string[];
}

/** `phone=mobile` names a preset, `hd=1080p, crf 20` says it in words. */
function readVariant(text: string): Variant {
  const at = text.indexOf("=");
  if (at < 1) {
    throw new NemoError("invalid-request", `--variant is "${text}"; write name=preset or name=words.`);
  }
  const [name, what] = [text.slice(0, at), text.slice(at + 1).trim()];
  const preset = presetNames.find((each) => each === what);
  if (preset) return { name, what: preset, doubts: [] };
  const { spec, unrecognized, questions } = parseRequest(what);
  if (unrecognized.length === 0) return { name, what: spec, doubts: questions.map((each) => each.text) };
  throw new NemoError("invalid-request", `Variant ${name} has words that were not understood: "${what}".`, {
    details: { key: "variant", unrecognized },
  });
}
