import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import { type BinaryName, findBinary, readBuild } from "../../media/index.js";
import { readEnvironment } from "../../options/index.js";
import { exitCodeOf } from "../exit-codes.js";
import { Terminal } from "../terminal.js";

interface Finding {
  name: string;
  ok: boolean;
  message: string;
}

interface Flags {
  ffmpeg?: string;
  ffprobe?: string;
  json: boolean;
}

const origin = {
  option: "by option",
  environment: "by environment variable",
  path: "on PATH",
  npm: "shipped by npm",
} as const;

export function addDoctor(program: Command, setExitCode: (code: number) => void): void {
  program
    .command("doctor")
    .description("look whether everything is there that a conversion needs")
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--json", "as one JSON object", false)
    .action(async (flags: Flags) => {
      const { findings, exitCode } = await examine(flags);
      const text = findings
        .map(({ name, ok, message }) => `${ok ? "ok " : "NO "} ${name}: ${message}`)
        .join("\n");
      new Terminal({ ...flags, quiet: false }).result(text, { ok: exitCode === 0, findings });
      setExitCode(exitCode);
    });
}

async function examine({ ffmpeg, ffprobe }: Flags): Promise<{ findings: Finding[]; exitCode: number }> {
  const binaries = { ffmpegPath: ffmpeg, ffprobePath: ffprobe };
  const findings: Finding[] = [{ name: "node", ok: true, message: process.version }];
  let exitCode = 0;
  for (const name of ["ffmpeg", "ffprobe"] as BinaryName[]) {
    try {
      const { path, from } = await findBinary(name, binaries);
      findings.push({ name, ok: true, message: `${path} (${origin[from]})` });
    } catch (error) {
      exitCode = exitCodeOf(error);
      findings.push({ name, ok: false, message: error instanceof Error ? error.message : String(error) });
    }
  }
  if (exitCode === 0) findings.push(...(await examineBuild(binaries)));
  const cloud =
    readEnvironment().token === undefined
      ? "the embedded one (no NEMO_TOKEN)"
      : "the cloud (NEMO_TOKEN is set)";
  findings.push({ name: "backend", ok: true, message: cloud });
  if (exitCode === 0 && findings.some(({ ok }) => !ok)) exitCode = 1;
  return { findings, exitCode };
}

async function examineBuild(binaries: { ffmpegPath?: string; ffprobePath?: string }): Promise<Finding[]> {
  try {
    const { version, encoders } = await readBuild(binaries);
    const needed = ["libx264", "aac"].map((name): Finding => {
      const ok = encoders.has(name);
      return {
        name,
        ok,
        message: ok ? "there" : "missing in this build of ffmpeg; most conversions need it",
      };
    });
    return [{ name: "ffmpeg version", ok: true, message: version }, ...needed];
  } catch (error) {
    if (!NemoError.isInstance(error)) throw error;
    return [{ name: "ffmpeg version", ok: false, message: error.message }];
  }
}
