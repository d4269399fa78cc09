import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NemoError } from "../../../src/errors/index.js";
import { probe, readMp4 } from "../../../src/media/index.js";
import { h264, makeClip, picture, sharedFolder, tone } from "../../support/clips.js";
import { failureOf } from "../../support/failure-of.js";

const folder = sharedFolder();
const path = (name: string) => join(folder, `${name}.mp4`);
const aac = ["-c:a", "aac"];

beforeAll(async () => {
  await Promise.all([
    makeClip(path("plain"), ...picture("320x240", "25", 2), ...tone(2), ...h264, ...aac),
    makeClip(
      path("surround"),
      ...picture("320x240", "30000/1001", 1),
      ...tone(1, 44_100),
      ...h264,
      ...aac,
      "-ac",
      "6",
      "-movflags",
      "+faststart",
    ),
    makeClip(path("anamorphic"), ...picture("720x576", "25", 1), "-vf", "setsar=64/45", ...h264),
    makeClip(path("mpeg4"), ...picture("176x144", "15", 1), ...tone(1, 22_050), "-c:v", "mpeg4", ...aac),
    makeClip(
      path("hevc"),
      ...picture("320x240", "25", 1),
      "-c:v",
      "libx265",
      "-preset",
      "ultrafast",
      "-x265-params",
      "log-level=none",
      "-tag:v",
      "hvc1",
    ),
    makeClip(
      path("other-sounds"),
      ...picture("176x144", "25", 1),
      ...tone(1),
      ...tone(1),
      "-map",
      "0",
      "-map",
      "1",
      "-map",
      "2",
      ...h264,
      "-c:a:0",
      "ac3",
      "-c:a:1",
      // How many channels MP3 has stands in its frames alone, and 2 is assumed.
      "libmp3lame",
      "-ac:a:0",
      "6",
      "-ac:a:1",
      "2",
    ),
    makeClip(path("sound"), ...tone(2), ...aac),
  ]);
  for (const degrees of ["90", "180", "270"]) {
    await makeClip(
      path(`turned-${degrees}`),
      "-i",
      path("plain"),
      "-c",
      "copy",
      "-metadata:s:v:0",
      `rotate=${degrees}`,
    );
  }
});

const names = ["plain", "surround", "anamorphic", "mpeg4", "hevc", "other-sounds", "sound"];

describe("R49 an MP4's own boxes say what ffprobe says", () => {
  it.each([...names, "turned-90", "turned-180", "turned-270"])("%s", async (name) => {
    const [own, probed] = await Promise.all([readMp4(path(name)), probe(path(name))]);
    expect(own.format).toBe(probed.format);
    expect(own.bytes).toBe(probed.bytes);
    expect(own.duration).toBeCloseTo(probed.duration!, 1);
    expect(own.video).toHaveLength(probed.video.length);
    for (const [at, video] of probed.video.entries()) {
      const { codec, width, height, displayWidth, displayHeight, sar, rotation, frames, codecTag } = video;
      const same = { codec, width, height, displayWidth, displayHeight, sar, rotation, frames, codecTag };
      expect(own.video[at]).toMatchObject(same);
      expect(own.video[at]!.duration).toBeCloseTo(video.duration!, 1);
    }
    const soundOf = (info: typeof own) =>
      info.audio.map(({ codec, channels, sampleRate }) => ({ codec, channels, sampleRate }));
    expect(soundOf(own)).toEqual(soundOf(probed));
  });

  it("has the three rotations among them", async () => {
    const rotations = await Promise.all(
      ["90", "180", "270"].map((degrees) => readMp4(path(`turned-${degrees}`))),
    );
    expect(rotations.map(({ video }) => video[0]!.rotation).sort()).toEqual([180, 270, 90]);
  });
});

describe("R48 E64 E66 what is no whole MP4 is source-damaged", () => {
  const damaged = async (content: Uint8Array | string): Promise<NemoError> => {
    const file = join(folder, `damaged-${createHash("md5").update(content).digest("hex")}.mp4`);
    await writeFile(file, content);
    return failureOf(readMp4(file));
  };

  it.each<[string, () => Promise<Uint8Array | string>]>([
    ["nothing", () => Promise.resolve("")],
    ["a few bytes", () => Promise.resolve("mp4")],
    ["a text", () => Promise.resolve("This is no video, however long it may be. ".repeat(50))],
    ["an error page", () => Promise.resolve("<!DOCTYPE html><html><body>404</body></html>")],
    ["zeros", () => Promise.resolve(new Uint8Array(4096))],
    [
      "an MP4 whose index stands at the end, cut short",
      async () => (await readFile(path("plain"))).subarray(0, -100),
    ],
    ["an MP4 cut in half", async () => (await readFile(path("plain"))).subarray(0, 20_000)],
    ["an index cut short", async () => (await readFile(path("surround"))).subarray(0, 500)],
  ])("%s", async (_what, content) => {
    expect((await damaged(await content())).code).toBe("source-damaged");
  });

  it("any broken index gives a description or that error, never another", async () => {
    const whole = await readFile(path("surround"));
    const index = whole.indexOf("moov");
    const end = index + whole.readUInt32BE(index - 4);
    const file = path("broken");
    const changes = fc.array(
      fc.tuple(fc.integer({ min: index + 4, max: end - 1 }), fc.integer({ min: 0, max: 255 })),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(changes, async (bytes) => {
        const broken = Buffer.from(whole);
        for (const [at, value] of bytes) broken[at] = value;
        await writeFile(file, broken);
        await readMp4(file).catch((error: unknown) => {
          expect(NemoError.isInstance(error) && error.code).toBe("source-damaged");
        });
      }),
      { numRuns: 300 },
    );
  });

  it("a missing file is not taken for a damaged one", async () => {
    await expect(readMp4(path("missing"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});
