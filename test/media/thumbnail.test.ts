import { join } from "node:path";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { findBinary, probe, thumbnail } from "../../src/media/index.js";
import { h264, makeClip, picture, sharedFolder, streamOfType, ffprobeJson, tone } from "../support/clips.js";
import { meanColor } from "../support/look.js";

const clips = sharedFolder();
const at = (name: string) => join(clips, name);
const red = ["-f", "lavfi", "-i", "color=red:size=320x180:rate=10:duration=1"];
const blue = ["-f", "lavfi", "-i", "color=blue:size=320x180:rate=10:duration=9"];

beforeAll(async () => {
  const inTurn = ["-filter_complex", "[0:v][1:v]concat=n=2:v=1:a=0"];
  await makeClip(at("red-blue.mp4"), ...red, ...blue, ...inTurn, ...h264);
  await makeClip(at("upright.mp4"), ...picture("320x180", "10", 1), ...h264);
  const { path } = await findBinary("ffmpeg");
  const turn = ["-i", at("upright.mp4"), "-c", "copy", "-metadata:s:v:0", "rotate=90", at("turned.mp4")];
  await promisify(execFile)(path, ["-v", "error", "-y", ...turn]);
  await makeClip(at("sound.m4a"), ...tone(1), "-c:a", "aac");
  const wide = "color=0x808080:size=320x180:rate=10:duration=1,format=yuv420p10le";
  const parameters = "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc";
  const hevc = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", parameters];
  const tags = ["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"];
  await makeClip(at("hdr.mp4"), "-f", "lavfi", "-i", wide, ...hevc, ...tags, "-tag:v", "hvc1");
});

const small = async (name: string) => {
  const { path: ffmpeg } = await findBinary("ffmpeg");
  const jpeg = await thumbnail(at(name), await probe(at(name)), { ffmpeg });
  if (!jpeg) throw new Error("There is no picture.");
  await writeFile(at(`${name}.jpg`), jpeg);
  const { width, height } = streamOfType(await ffprobeJson(at(`${name}.jpg`)), "video");
  return { path: at(`${name}.jpg`), bytes: jpeg.length, size: `${String(width)}x${String(height)}` };
};

describe("R51 a thumbnail", () => {
  it("needs no file or folder that a killed process could leave", async () => {
    vi.stubEnv("TMPDIR", at("no such folder"));
    const { size } = await small("red-blue.mp4");
    expect(size).toBe("160x90");
  });

  it("is a small picture from a tenth of the film", async () => {
    const { path, bytes, size } = await small("red-blue.mp4");
    expect(size).toBe("160x90");
    expect(bytes).toBeLessThan(10_000);
    const [, u, v] = await meanColor(path);
    expect(u).toBeGreaterThan(v); // blue
  });

  it("stands as a player shows it", async () => {
    expect((await small("turned.mp4")).size).toBe("160x284");
  });

  it("is taken from the beginning where the film is shorter than it says", async () => {
    const { path: ffmpeg } = await findBinary("ffmpeg");
    const info = await probe(at("red-blue.mp4"));
    const wrong = { ...info, video: info.video.map((stream) => ({ ...stream, duration: 9000 })) };
    expect((await thumbnail(at("red-blue.mp4"), wrong, { ffmpeg }))?.length).toBeGreaterThan(100);
  });

  it("shows HDR as bright as it is meant", async () => {
    const plain = at("hdr-as-it-is.jpg");
    await makeClip(
      plain,
      "-i",
      at("hdr.mp4"),
      "-frames:v",
      "1",
      "-vf",
      "scale=160:-2",
      "-pix_fmt",
      "yuvj420p",
    );
    const [meant] = await meanColor((await small("hdr.mp4")).path);
    const [raw] = await meanColor(plain);
    // Half of PQ's range is about 100 nits, which is white paper and no mid-grey.
    expect(meant).toBeGreaterThan(raw + 15);
  });

  it("is missing for what has no picture, is none, or is gone", async () => {
    const { path: ffmpeg } = await findBinary("ffmpeg");
    expect(await thumbnail(at("sound.m4a"), await probe(at("sound.m4a")), { ffmpeg })).toBeUndefined();
    const info = await probe(at("upright.mp4"));
    await writeFile(at("noise.mp4"), "no film");
    expect(await thumbnail(at("noise.mp4"), info, { ffmpeg })).toBeUndefined();
    expect(await thumbnail(at("gone.mp4"), info, { ffmpeg })).toBeUndefined();
  });
});
