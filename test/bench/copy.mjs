import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { ffmpegPath, interleaved, timed } from "./measure.mjs";

const ours = fileURLToPath(new URL("copy-ours.mjs", import.meta.url));

/** A conversion that copies the streams against the same one with an encode, both verified, without the start of node. */
export async function* rows({ isQuick }) {
  const seconds = isQuick ? 8 : 30;
  const folder = mkdtempSync(join(tmpdir(), "nemo-bench-"));
  const source = join(folder, "source.mov");
  try {
    execFileSync(ffmpegPath(), [
      ...["-v", "error", "-y", "-f", "lavfi", "-i", `testsrc2=size=1920x1080:rate=30:duration=${seconds}`],
      ...["-f", "lavfi", "-i", `sine=duration=${seconds}`, "-c:v", "libx264", "-preset", "veryfast"],
      ...["-pix_fmt", "yuv420p", "-c:a", "aac", source],
    ]);
    const run = (how) => async () => {
      const { out } = await timed(process.execPath, [ours, how, source, join(folder, `${how}.mp4`)]);
      return Number(out);
    };
    const { ratio, ...medians } = await interleaved(3, run("encode"), run("copy"));
    yield {
      what: `copying ${seconds} s at 1080p, how many times as fast as encoding them`,
      value: ratio,
      unit: "ratio",
      goal: { atLeast: 20 },
      detail: `${medians.theirs.toFixed(2)} s against ${medians.ours.toFixed(2)} s, each with probe and verification`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
