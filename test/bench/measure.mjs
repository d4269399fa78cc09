import { execFileSync, spawn } from "node:child_process";
import { resolve } from "node:path";
import process from "node:process";

/** The ffmpeg, or the ffprobe, that the package itself uses. */
export function ffmpegPath(name = "ffmpeg") {
  const report = execFileSync(process.execPath, [resolve("dist/cli.js"), "doctor", "--json"], {
    encoding: "utf8",
  });
  const { message } = JSON.parse(report).findings.find((finding) => finding.name === name);
  return message.replace(/ \([^(]*\)$/, "");
}

/** Runs a program to its end; resolves with its wall time in seconds and what it wrote to standard output. */
export function timed(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], ...options });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
    child.once("error", reject);
    child.once("close", (code) => {
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ seconds, out });
      else reject(new Error(`${command} ended with ${code}`));
    });
  });
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs both sides in turn, so that whatever else the machine does hits both alike, and compares them pair by pair.
 *
 * @returns the median ratio of `ours` to `theirs`, and the medians of both
 */
export async function interleaved(pairs, ours, theirs) {
  const ratios = [];
  const seconds = { ours: [], theirs: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    const first = pair % 2 === 0;
    const a = first ? await ours() : await theirs();
    const b = first ? await theirs() : await ours();
    const [own, other] = first ? [a, b] : [b, a];
    seconds.ours.push(own);
    seconds.theirs.push(other);
    ratios.push(own / other);
  }
  return { ratio: median(ratios), ours: median(seconds.ours), theirs: median(seconds.theirs) };
}

/** Starts a helper that prints its address, and stops it when `work` is done. */
export async function withServer(script, work) {
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const url = await new Promise((resolve) => child.stdout.setEncoding("utf8").once("data", resolve));
    return await work(url.trim());
  } finally {
    child.kill();
  }
}
