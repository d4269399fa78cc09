import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { ffmpegPath, interleaved, timed } from "./measure.mjs";

const ours = fileURLToPath(new URL("convert-ours.mjs", import.meta.url));

const size = "1920x1080";
const pairs = 5;
const fullPairs = 1;

/**
 * A conversion in process, from the start of node to its end, against the same ffmpeg command by hand, which has the threads that
 * ffmpeg chooses.
 */
export async function* rows({ isQuick }) {
  const seconds = isQuick ? 8 : 30;
  const folder = mkdtempSync(join(tmpdir(), "nemo-bench-"));
  const source = join(folder, "source.mov");
  const output = join(folder, "output.mp4");
  const ffmpeg = ffmpegPath();
  try {
    const picture = ["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=30:duration=${seconds}`];
    const sound = ["-f", "lavfi", "-i", `sine=duration=${seconds}`];
    const codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le"];
    execFileSync(ffmpeg, ["-v", "error", "-y", ...picture, ...sound, ...codecs, source]);
    const { out } = await timed(process.execPath, [ours, source, output]);
    const args = ["-v", "error", "-nostdin", "-y", "-i", source, ...JSON.parse(out), output];
    const convert = (level) => async () =>
      (await timed(process.execPath, [ours, source, output, level])).seconds;
    const byHand = async () => (await timed(ffmpeg, args)).seconds;
    const result = await interleaved(pairs, convert("quick"), byHand);
    yield {
      what: `conversion of ${seconds} s at ${size}, wall time (the same ffmpeg command = 1)`,
      value: result.ratio,
      unit: "ratio",
      goal: { atMost: 1.03 },
      detail: `${result.ours.toFixed(2)} s against ${result.theirs.toFixed(2)} s, start of node, probe and quick verification included; the command by hand has the threads that ffmpeg chooses`,
    };
    const full = await interleaved(fullPairs, convert("full"), byHand);
    yield {
      what: `the same with verify: "full", which decodes every frame of the result, wall time (the same ffmpeg command = 1)`,
      value: full.ratio,
      unit: "ratio",
      detail: `${full.ours.toFixed(2)} s against ${full.theirs.toFixed(2)} s`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
