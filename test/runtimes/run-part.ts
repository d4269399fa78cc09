import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RuntimeProject } from "./runtime-project.js";

/** The parts of the suite, each a process of its own. */
export const parts = ["entries", "testing", "client", "embedded", "command"] as const;
export type Part = (typeof parts)[number];

/** What a process of the suite said, and how it ended. */
export interface PartResult {
  checks: { name: string; isOk: boolean; skipped?: string }[];
  /** In words, everything that is not as it should be; none when all went well. */
  failures: string[];
}

// The checks have a limit of their own; a process that still runs so long after the last one holds on to something.
const mostMsToEnd = 60_000;
const mostMs = 480_000;

/** Runs one part in a runtime (that of the command line on this Node, which starts the runtime for each command). */
export async function runPart(
  command: readonly string[],
  part: Part,
  project: RuntimeProject,
): Promise<PartResult> {
  const own = await mkdtemp(join(project.folder, `${part}-`));
  const [home, temporary] = [join(own, "home"), join(own, "temporary")];
  await Promise.all([home, temporary].map((path) => mkdir(path)));
  const backend = spawn(process.execPath, ["test/runtimes/backend.mjs"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const [url] = (await once(backend.stdout.setEncoding("utf8"), "data")) as [string];
    const env = {
      PATH: process.env["PATH"],
      HOME: home,
      TMPDIR: temporary,
      BACKEND_URL: url.trim(),
      CLIPS: project.clips,
      FFMPEG_PATH: project.ffmpeg,
      FFPROBE_PATH: project.ffprobe,
      RUNTIME: JSON.stringify(command),
      DENO_DIR: join(home, "deno"),
      DENO_NO_UPDATE_CHECK: "1",
      BUN_RUNTIME_TRANSPILER_CACHE_PATH: join(home, "bun"),
      DO_NOT_TRACK: "1",
    };
    const [program, ...args] = part === "command" ? [process.execPath] : command;
    const child = spawn(
      program!,
      [...args, ...flagsFor(part, command), join(project.folder, `${part}.mjs`)],
      {
        cwd: project.folder,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const result = await follow(child);
    const left = await readdir(temporary);
    if (left.length > 0) result.failures.push(`It left files behind: ${left.join(", ")}.`);
    return result;
  } finally {
    backend.stdin.end();
    await rm(own, { recursive: true, force: true });
  }
}

/** Node can `require` ES modules; without that, only a real CommonJS build loads. */
function flagsFor(part: Part, [program]: readonly string[]): string[] {
  return part === "entries" && /node$/.test(program!) ? ["--no-experimental-require-module"] : [];
}

async function follow(child: ChildProcess): Promise<PartResult> {
  let out = "";
  let errors = "";
  let late: string | undefined;
  const give = (reason: string) => () => {
    late = reason;
    child.kill("SIGKILL");
  };
  let timer = setTimeout(give("It was not done in time."), mostMs);
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    const wasDone = isDone(out);
    out += text;
    if (wasDone || !isDone(out)) return;
    clearTimeout(timer);
    timer = setTimeout(give("Its work was done, but the process did not end."), mostMsToEnd);
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  clearTimeout(timer);
  const lines = out.split("\n");
  const checks = lines.flatMap((line) => {
    const [, not, name, skipped] = /^(not )?ok \d+ - (.*?)(?: # SKIP (.*))?$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, isOk: not === undefined, ...(skipped && { skipped }) }];
  });
  const failures = out.split(/^(?=(?:not )?ok |1\.\.)/m).filter((block) => block.startsWith("not ok"));
  if (late !== undefined) failures.push(late);
  if (Number(/^1\.\.(\d+)$/m.exec(out)?.[1]) !== checks.length) {
    failures.push(`It broke off after ${checks.length} checks.`);
  }
  if (code !== 0) failures.push(`It ended with ${code ?? signal}. ${errors.slice(-2000)}`);
  return { checks, failures };
}

function isDone(out: string): boolean {
  return /^1\.\.\d+$/m.test(out);
}
