import { execFile } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findBinary } from "../../src/media/index.js";
import { packInto } from "../support/pack-into.js";

const run = promisify(execFile);

/** What a user has: a project with the packed package in it, the suite, and two clips. */
export interface RuntimeProject {
  folder: string;
  clips: string;
  ffmpeg: string;
  ffprobe: string;
  remove(): Promise<void>;
}

const peers = ["msw", "@modelcontextprotocol/sdk", "bullmq", "ioredis"];

/** Makes it from what is in dist; every runtime reads it, none writes into it. */
export async function makeRuntimeProject(): Promise<RuntimeProject> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nemo-runtimes-"));
  const { packageFolder } = packInto(folder, peers);
  await cp("test/runtimes/suite", folder, { recursive: true });
  const manifest = { type: "module", dependencies: { "nemo-converter": `file:${packageFolder}` } };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const clips = join(folder, "clips");
  await mkdir(clips);
  const [ffmpeg, ffprobe] = [(await findBinary("ffmpeg")).path, (await findBinary("ffprobe")).path];
  const make = async (name: string, ...args: string[]) => {
    const path = join(clips, name);
    const encoder = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
    await run(ffmpeg, ["-v", "error", "-nostdin", ...args, ...encoder, path]);
    await chmod(path, 0o444);
  };
  const picture = (size: string, seconds: number) => [
    ...["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=25:duration=${seconds}`],
  ];
  const tone = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1"];
  await make("camera.mov", ...picture("320x180", 1), ...tone, "-c:a", "pcm_s16le");
  await make("long.mp4", ...picture("1280x720", 10));
  return { folder, clips, ffmpeg, ffprobe, remove: () => rm(folder, { recursive: true, force: true }) };
}
