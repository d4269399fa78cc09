import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { ffmpegPath, interleaved, timed } from "./measure.mjs";

const ours = fileURLToPath(new URL("copy-ours.mjs", import.meta.url));

/** A conversion that copies the streams against the same one with an encode, both verified, without the start of node. */
export async function benchCopy({ seconds = 30, pairs = 3 } = {}) {
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
    const { ratio, ...medians } = await interleaved(pairs, run("encode"), run("copy"));
    return { ratio, encode: medians.ours, copy: medians.theirs, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
