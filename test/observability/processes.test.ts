import diagnostics from "node:diagnostics_channel";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { readBuild } from "../../src/media/index.js";
import type { Diagnostics } from "../../src/options/index.js";
import { h264, makeClip, picture, sharedFolder, tone } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();

/** The names of the programs that are started from now on. */
function startedPrograms(): string[] {
  const names: string[] = [];
  const listen = (message: unknown) =>
    names.push(basename((message as Diagnostics["nemo-converter:process"]).command, ".exe"));
  diagnostics.subscribe("nemo-converter:process", listen);
  onTestFinished(() => {
    diagnostics.unsubscribe("nemo-converter:process", listen);
  });
  return names;
}

const film = (path: string, ...sound: string[]) =>
  makeClip(path, ...picture("160x90", "25", 2), ...tone(2), ...h264, ...sound);

const plain: [string, string[]][] = [
  ["camera.mov", ["-c:a", "pcm_s16le"]],
  ["phone.mp4", ["-c:a", "aac"]],
];

// A start costs 60 to 100 ms with the builds of distributions, which is what a short clip's conversion is made of.
describe("R64 a conversion starts no program that it can do without", () => {
  beforeAll(async () => {
    for (const [name, sound] of plain) await film(join(clips, name), ...sound);
    await film(join(clips, "screen.mkv"), "-c:a", "aac");
    // What a build can do is asked once in the life of a process.
    await readBuild();
  });

  it.each(plain)("%s: a look, the work, a look", async (name) => {
    const started = startedPrograms();
    const output = join(temporaryFolder(), "film.mp4");
    await inProcess().convert(join(clips, name), { output, keepLarger: true, spec: { reencode: true } });
    expect(started).toEqual(["ffprobe", "ffmpeg", "ffprobe"]);
  });

  it("screen.mkv: another look, since its header was written before its frames", async () => {
    const started = startedPrograms();
    const output = join(temporaryFolder(), "film.mp4");
    await inProcess().convert(join(clips, "screen.mkv"), {
      output,
      keepLarger: true,
      spec: { reencode: true },
    });
    expect(started).toEqual(["ffprobe", "ffprobe", "ffmpeg", "ffprobe"]);
  });

  it.each([
    ["by default", {}],
    ["with limits of its own", { mediaLimits: { pixels: 4096 * 2160 } }],
  ])("a batch %s: as much for each of its files, and nothing for itself", async (_, more) => {
    const folder = temporaryFolder();
    const count = 4;
    for (let number = 0; number < count; number += 1) {
      await film(join(folder, `${number}.mov`), "-c:a", "pcm_s16le", "-metadata", `title=${number}`);
    }
    const started = startedPrograms();
    const output = temporaryFolder();
    const { done } = await inProcess(more).batch(folder, {
      output,
      keepLarger: true,
      spec: { reencode: true },
    }).summary;
    expect(done).toBe(count);
    expect(started.filter((name) => name === "ffmpeg")).toHaveLength(count);
    expect(started.filter((name) => name === "ffprobe")).toHaveLength(2 * count);
  });
});
