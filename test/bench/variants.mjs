import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ffmpegPath, interleaved } from "./measure.mjs";

const ours = fileURLToPath(new URL("variants-ours.mjs", import.meta.url));

// Grain and a camera's bit rate: a drawn picture would cost next to nothing to decode.
const picture = (size, seconds, rate) => [
  ...["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`],
  ...["-vf", "noise=alls=4:allf=t", "-threads", "2"],
];
const sound = (seconds) => ["-f", "lavfi", "-i", `sine=duration=${seconds}`];
const hdr10 = [
  ...["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"],
  ...["-x265-params", "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"],
];

const masters = [
  {
    name: "1080p H.264",
    goal: 0.95,
    size: "1920x1080",
    seconds: 3,
    codec: ["-c:v", "libx264", "-preset", "fast", "-b:v", "20M", "-pix_fmt", "yuv420p"],
  },
  {
    name: "4K HEVC",
    goal: 0.8,
    size: "3840x2160",
    seconds: 3,
    codec: [
      ...["-c:v", "libx265", "-preset", "ultrafast", "-b:v", "60M", "-pix_fmt", "yuv420p", "-tag:v", "hvc1"],
      ...["-x265-params", "log-level=error"],
    ],
  },
  {
    name: "4K HDR10 to SDR",
    goal: 0.7,
    size: "3840x2160",
    seconds: 3,
    codec: [
      ...["-c:v", "libx265", "-preset", "ultrafast", "-b:v", "60M", "-pix_fmt", "yuv420p10le"],
      ...["-tag:v", "hvc1", ...hdr10],
    ],
  },
];

/** variants(1080p, 720p, 480p) against three conversions, in processor time: all of it, verification and node too. */
export async function* rows({ isQuick }) {
  const folder = mkdtempSync(join(tmpdir(), "nemo-bench-"));
  const ffmpeg = ffmpegPath();
  try {
    for (const { name, goal, size, seconds, codec } of masters.slice(0, isQuick ? 1 : masters.length)) {
      const source = join(folder, "master.mov");
      const inputs = [...picture(size, seconds, 25)];
      execFileSync(ffmpeg, [
        ...["-v", "error", "-y", ...inputs.slice(0, 4), ...sound(seconds), ...inputs.slice(4)],
        ...[...codec, "-c:a", "aac", source],
      ]);
      const run = (how) => () => processorSeconds(process.execPath, [ours, how, source, folder]);
      const { ratio, ours: together, theirs: apart } = await interleaved(3, run("together"), run("apart"));
      yield {
        what: `variants 1080p, 720p, 480p of ${seconds} s ${name}, processor time (one conversion each = 1)`,
        value: ratio,
        unit: "ratio",
        goal: { atMost: goal },
        detail: `${together.toFixed(1)} s against ${apart.toFixed(1)} s`,
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a program and all that it started used of the processor, in the programs and in the system for them. */
async function processorSeconds(command, args) {
  const script = 'TIMEFORMAT="%U %S"; time "$@"';
  const { stderr } = await promisify(execFile)("bash", ["-c", script, "bench", command, ...args]);
  const [user, system] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return user + system;
}
