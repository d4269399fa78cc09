import { execFile, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { copyFile, readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { type ConversionSpec, planConversion } from "../../src/conversion/index.js";
import { findBinary, probe, readBuild, renderInPieces, renderPlan } from "../../src/media/index.js";
import { h264, makeClip, picture, sharedFolder, tone } from "../support/clips.js";
import { ffprobeLines, frameTimes, streamsOf } from "../support/look.js";
import { inProcess } from "../support/converters.js";
import { untilNoProcessNames } from "../support/processes.js";
import { bundleScript } from "../support/script-bundle.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
const at = (name: string) => join(clips, name);
const run = promisify(execFile);

beforeAll(async () => {
  const film = [...picture("320x180", "25", 7), ...tone(7), ...h264, "-g", "60", "-bf", "2"];
  await makeClip(at("plain.mov"), ...film, "-c:a", "pcm_s16le");
  await makeClip(at("film.mkv"), "-i", at("plain.mov"), "-c", "copy");
  await makeClip(at("turned.mov"), "-i", at("plain.mov"), "-c", "copy", "-metadata:s:v:0", "rotate=90");
  const uneven = ["-vf", "select='gt(mod(n*7,11),3)'", "-vsync", "vfr", ...h264, "-g", "50", "-c:a", "copy"];
  await makeClip(at("uneven.mov"), "-i", at("plain.mov"), ...uneven);
  await makeClip(at("silent.mkv"), ...picture("320x180", "30000/1001", 7), ...h264, "-g", "100");
  const languages = ["-metadata:s:a:0", "language=deu", "-metadata:s:a:1", "language=eng"];
  await makeClip(
    at("tracks.mkv"),
    ...["-i", at("plain.mov"), ...tone(7, 44_100), "-map", "0", "-map", "1", "-c:v", "copy", "-c:a", "flac"],
    ...["-metadata", "title=Two tracks", "-metadata:s:v:0", "language=fra", ...languages],
  );
});

const asked: ConversionSpec = { reencode: true, video: { codec: "h264", preset: "veryfast" } };

async function prepare(source: string, spec = asked) {
  const folder = temporaryFolder();
  const info = await probe(source);
  const common = { source, info, spec, plan: planConversion(info, spec) };
  return { folder, common, output: join(folder, "joined.mp4"), pieces: { folder, seconds: 2 } };
}

/** The finished pieces that lie in a folder. */
function piecesIn(folder: string): string[] {
  const hidden = readdirSync(folder).filter((name) => name.startsWith(".nemo-pieces-"));
  return hidden.flatMap((name) => readdirSync(join(folder, name)).filter((file) => file.endsWith(".nut")));
}

/** What ffprobe says of the streams, but for how finely times are written and what follows from the bytes. */
async function told(path: string): Promise<unknown> {
  // Of HEVC a container's own word for frames that are no fields is not carried over; the stream says so itself.
  const differs =
    /^(?:time_base|start_pts|duration_ts|bit_rate|avg_frame_rate|extradata_size|duration|field_order)$/;
  return (await streamsOf(path)).map((stream) => ({
    ...Object.fromEntries(Object.entries(stream).filter(([key]) => !differs.test(key))),
    tags: { ...(stream["tags"] as object), encoder: undefined },
  }));
}

const sound = (path: string) =>
  ffprobeLines(
    path,
    "-select_streams",
    "a",
    "-show_entries",
    "packet=pts,size,data_hash",
    "-show_data_hash",
    "md5",
  );

async function similarities(one: string, other: string): Promise<number[]> {
  const { path: ffmpeg } = await findBinary("ffmpeg");
  // By their numbers: both files have the same times, but write them with different clocks.
  const inOrder = "settb=1/1000,setpts=N";
  const filters = `[0:v]${inOrder}[a];[1:v]${inOrder}[b];[a][b]ssim=stats_file=-`;
  const graph = ["-lavfi", filters, "-f", "null", "-"];
  const { stdout } = await run(ffmpeg, ["-v", "error", "-i", one, "-i", other, ...graph]);
  return [...stdout.matchAll(/All:([\d.]+)/g)].map((match) => Number(match[1]));
}

describe("R87 a film that is encoded in pieces", () => {
  it.each<[string, string, ConversionSpec]>([
    ["QuickTime", "plain.mov", asked],
    ["Matroska with its coarse clock", "film.mkv", asked],
    ["a variable frame rate", "uneven.mov", asked],
    ["a turned picture", "turned.mov", asked],
    ["NTSC without sound", "silent.mkv", asked],
    ["several tracks and tags", "tracks.mkv", asked],
    ["a cut", "plain.mov", { ...asked, trim: { start: 0.6, end: 6.6 } }],
    ["HEVC", "plain.mov", { ...asked, video: { codec: "hevc", preset: "ultrafast" } }],
    [
      "a smaller picture on a grid of keyframes",
      "film.mkv",
      { ...asked, video: { codec: "h264", keyframeInterval: 1, width: 160 } },
    ],
  ])(
    "is what one run makes of it: %s",
    async (_, name, spec) => {
      const { folder, common, output, pieces } = await prepare(at(name), spec);
      const single = join(folder, "single.mp4");
      await renderPlan({ ...common, output: single });
      const percents: number[] = [];
      let most = 0;
      const onProgress = ({ percent = 0 }) => {
        percents.push(percent);
        most = Math.max(most, piecesIn(folder).length);
      };
      await renderInPieces({ ...common, output, pieces, onProgress });
      // Old builds encode uneven frames in one run.
      const isSplit = name !== "uneven.mov" || (await readBuild()).hasFpsMode;
      expect(most >= 3).toBe(isSplit);
      expect((await readdir(folder)).sort()).toEqual(["joined.mp4", "single.mp4"]);
      const times = await frameTimes(single);
      expect(await frameTimes(output)).toEqual(times);
      expect(await told(output)).toEqual(await told(single));
      const tags = ["-show_entries", "format_tags=title:format=nb_streams"];
      expect(await ffprobeLines(output, ...tags)).toEqual(await ffprobeLines(single, ...tags));
      // Packet by packet: sound is encoded in one run.
      expect(await sound(output)).toEqual(await sound(single));
      const similar = await similarities(output, single);
      expect(similar).toHaveLength(times.length);
      expect(Math.min(...similar)).toBeGreaterThan(0.9);
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
    },
    60_000,
  );
});

/** Ends a run as soon as it has finished so many pieces. */
async function endAfter(count: number, job: Awaited<ReturnType<typeof prepare>>, keepsWhenAborted: boolean) {
  const { folder, common, output, pieces } = job;
  const abort = new AbortController();
  const onProgress = () => {
    if (piecesIn(folder).length >= count) abort.abort(new Error("enough"));
  };
  const options = { ...common, output, pieces: { ...pieces, keepsWhenAborted }, onProgress };
  await expect(renderInPieces({ ...options, signal: abort.signal })).rejects.toThrow();
}

/** Which pieces a run found finished at its first sign of life, and how the folder looks when it is over. */
async function finish({ folder, common, output, pieces }: Awaited<ReturnType<typeof prepare>>) {
  let found: string[] | undefined;
  const onProgress = () => {
    found ??= piecesIn(folder);
  };
  await renderInPieces({ ...common, output, pieces, onProgress });
  return { found: found!.length, left: await readdir(folder), frames: (await frameTimes(output)).length };
}

describe("R87 a film in pieces, ended", () => {
  it("leaves nothing after an abort, unless it was asked to", async () => {
    const job = await prepare(at("film.mkv"));
    await endAfter(1, job, false);
    expect(await readdir(job.folder)).toEqual([]);
  });

  it("goes on with the pieces that are finished", async () => {
    const job = await prepare(at("film.mkv"));
    await endAfter(2, job, true);
    expect(piecesIn(job.folder).length).toBeGreaterThanOrEqual(2);
    const { found, left, frames } = await finish(job);
    expect(found).toBeGreaterThanOrEqual(2);
    expect({ left, frames }).toEqual({ left: ["joined.mp4"], frames: 175 });
  });

  it("begins anew when the source or the plan is another", async () => {
    const source = join(temporaryFolder(), "film.mkv");
    await copyFile(at("film.mkv"), source);
    const job = await prepare(source);
    await endAfter(2, job, true);
    await utimes(source, new Date(0), new Date(0));
    expect(await finish(job)).toEqual({ found: 0, left: ["joined.mp4"], frames: 175 });
    await endAfter(2, { ...job, output: join(job.folder, "again.mp4") }, true);
    const other = await prepare(source, { ...asked, video: { codec: "h264", preset: "ultrafast" } });
    const changed = { ...other, folder: job.folder, pieces: job.pieces, output: job.output };
    expect(await finish(changed)).toEqual({ found: 0, left: ["joined.mp4"], frames: 175 });
  });

  it("makes a piece again that is not what the manifest says", async () => {
    const job = await prepare(at("film.mkv"));
    await endAfter(2, job, true);
    const hidden = (await readdir(job.folder)).find((name) => name.startsWith(".nemo-pieces-"))!;
    await copyFile(at("silent.mkv"), join(job.folder, hidden, "piece-00000.nut"));
    expect(await finish(job)).toMatchObject({ left: ["joined.mp4"], frames: 175 });
  });
});

describe("R87 a process that is killed in the middle of a film", () => {
  it("leaves finished pieces, from which the next one goes on", async () => {
    const job = await prepare(at("film.mkv"), { ...asked, video: { codec: "h264", preset: "veryslow" } });
    const script = await bundleScript(
      `import { renderInPieces } from "./src/media/index.js";
       await renderInPieces(${JSON.stringify({ ...job.common, output: job.output, pieces: job.pieces })});`,
    );
    const child = spawn(process.execPath, [script], { stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
    while (piecesIn(job.folder).length < 1 && child.exitCode === null) await delay(10);
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    await untilNoProcessNames(job.folder, 10_000);
    const { found, left, frames } = await finish(job);
    expect(found).toBeGreaterThanOrEqual(1);
    expect({ left, frames }).toEqual({ left: ["joined.mp4"], frames: 175 });
  }, 60_000);
});

describe("R87 a conversion that can be resumed", () => {
  it("goes on where an abort ended it", async () => {
    // Two minutes of hardly anything: pieces are a minute long.
    const folder = temporaryFolder();
    const still = ["-f", "lavfi", "-i", "color=gray:size=64x64:rate=5:duration=125"];
    const source = await makeClip(join(folder, "long.mkv"), ...still, ...h264);
    const output = join(folder, "result.mp4");
    const nemo = inProcess();
    const abort = new AbortController();
    const watch = setInterval(() => {
      if (piecesIn(folder).length > 0) abort.abort();
    }, 2);
    const options = { output, spec: { reencode: true }, keepLarger: true, resume: true };
    await nemo.convert(source, { ...options, signal: abort.signal }).catch(() => undefined);
    clearInterval(watch);
    expect(piecesIn(folder).length).toBeGreaterThanOrEqual(1);
    const result = await nemo.convert(source, { ...options, onExists: "overwrite" });
    expect(result.verification.ok).toBe(true);
    expect(await frameTimes(output)).toHaveLength(625);
    expect((await readdir(folder)).sort()).toEqual(["long.mkv", "result.mp4"]);
  }, 60_000);
});
