import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import process from "node:process";
import { ffmpegPath } from "./measure.mjs";

/** What the figures of this run depend on, by name. */
export function machine() {
  const version = (command, args, pattern) =>
    pattern.exec(execFileSync(command, args, { encoding: "utf8" }))?.[1] ?? "unknown";
  return {
    processor: `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`,
    node: `Node.js ${process.version}`,
    ffmpeg: `ffmpeg ${version(ffmpegPath(), ["-version"], /ffmpeg version (\S+)/)}`,
    curl: `curl ${version("curl", ["--version"], /curl (\S+)/)}`,
  };
}
