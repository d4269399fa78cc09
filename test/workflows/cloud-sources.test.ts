import { createReadStream, readdirSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { ConvertOptions, MediaInput } from "../../src/index.js";
import * as answers from "../support/answers.js";
import {
  cameraClip,
  ffprobeJson,
  makeClip,
  mp4Clip,
  picture,
  sharedFolder,
  streamOfType,
} from "../support/clips.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { failureOf } from "../support/failure-of.js";
import { json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const backend = mockBackend();
const clips = sharedFolder();
let camera: string;
let film: string;
let short: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"));
  film = await mp4Clip(join(clips, "film.mp4"), 2, "640x360");
  short = await mp4Clip(join(clips, "short.mp4"), 1, "640x360");
});

const state = "GET /api/state/nemo_agent/me/sess-1/latest";
const message = "POST /run_sse";
const url = "https://site.test/camera.mov";
const stream = () => ({ name: "camera.mov", open: () => createReadStream(camera) });
const blob = async () => new File([new Uint8Array(await readFile(camera))], "camera.mov");

/** The mocked cloud says of the upload what `info` says, or nothing. */
function cloudTells(made: string, ...infos: Record<string, unknown>[]): void {
  cloudMakes(backend, made);
  backend.on(state, () => {
    const draft = backend.to(message).length > 0 ? answers.draft : null;
    return json({ code: 0, data: { state: { ...answers.state.data.state, draft, video_infos: infos } } });
  });
}

async function convert(input: MediaInput, options: ConvertOptions = {}, more = {}) {
  vi.stubEnv("TMPDIR", temporaryFolder());
  const output = join(temporaryFolder(), "film.mp4");
  try {
    return await cloudConverter(more).convert(input, { output, ...options });
  } finally {
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith("nemo-converter-"));
    expect(left).toEqual([]);
  }
}

const told: [string, Record<string, unknown>[]][] = [
  ["nothing", []],
  ["its name alone", [{ name: "clip.mp4" }]],
  ["size and length", [{ name: "clip.mp4", duration: 2, width: 640, height: 360 }]],
  ["the length in milliseconds", [{ name: "clip.mp4", duration: 2000, width: 640, height: 360 }]],
  ["another size", [{ name: "clip.mp4", duration: 2, width: 64, height: 36, codec: "vp9" }]],
];

describe.each(told)("R49 a right result of the cloud, which says of the source %s,", (_, infos) => {
  it("is taken for that of a stream and of a Blob, which were looked at here", async () => {
    for (const input of [stream(), await blob()]) {
      cloudTells(film, ...infos);
      backend.requests.length = 0;
      const result = await convert(input);
      expect(result.verification).toMatchObject({ ok: true, level: "quick" });
      expect(result.verification.checks.map(({ name }) => name)).toContain("audio tracks");
      expect(result.source).toMatchObject({ video: [{ codec: "h264" }], audio: [{ codec: "pcm_s16le" }] });
      const [sent] = backend.to("POST /api/upload-video/nemo_agent/me/sess-1");
      expect(new TextDecoder("latin1").decode(sent!.bytes)).toContain('filename="camera.mov"');
    }
  });

  it("is taken for that of a URL, and said not to have been held against it", async () => {
    cloudTells(film, ...infos);
    const result = await convert(url);
    expect(result.verification).toMatchObject({ ok: true, level: "none" });
    expect(result.warnings.join()).toContain("not against its source");
    expect(result.losses).toEqual([]);
    expect(result.source.audio).toEqual([]);
    expect(result.source).not.toHaveProperty("duration");
  });
});

describe("R49 R81 R83 what the cloud does with a stream or a Blob", () => {
  const spec = { video: { height: 180 }, trim: { end: 1 }, targetSize: "40KB" };

  it.each([
    ["a stream", stream],
    ["a Blob", blob],
  ])("is refused where it is another film: %s", async (_, open) => {
    cloudTells(short);
    const failure = await failureOf(convert(await open()));
    expect(failure).toMatchObject({ code: "verification-failed", charged: "unknown" });
    expect(failure.message).toContain("duration: 2 expected, 1 found");
  });

  it("is brought to its end here where it is not what was asked for", async () => {
    cloudTells(film);
    const result = await convert(stream(), { spec });
    expect(result.output.video[0]).toMatchObject({ width: 320, height: 180 });
    expect(result.output.duration).toBeCloseTo(1, 1);
    expect(result.bytes).toBeLessThanOrEqual(40_000);
    expect(result.warnings.join()).toContain("did not do all that was asked");
  });

  it("is brought to its end here for a URL, too, as far as it can be seen without the source", async () => {
    cloudTells(film);
    const result = await convert(url, { spec });
    expect(streamOfType(await ffprobeJson(result.path), "video")).toMatchObject({ width: 320, height: 180 });
    expect(result.output.duration).toBeCloseTo(1, 1);
    expect(result.bytes).toBeLessThanOrEqual(40_000);
    expect(result.verification).toMatchObject({ ok: true, level: "none" });
  });

  it("is begun only where nothing is lost, with strict", async () => {
    cloudTells(film);
    const deep = await makeClip(join(clips, "deep.mov"), ...picture("160x90"), "-c:v", "prores");
    const open = () => createReadStream(deep);
    const failure = await failureOf(convert({ name: "deep.mov", open }, { strict: true }));
    expect(failure).toMatchObject({ code: "loss-refused", details: { losses: [{ kind: "bit-depth" }] } });
    expect(backend.requests).toEqual([]);
    expect((await convert(stream(), { strict: true })).verification.ok).toBe(true);
  });

  it("gives each variant what was asked for", async () => {
    cloudTells(film);
    const folder = temporaryFolder();
    const wishes = { a: { video: { codec: "h264" } }, b: { video: { height: 180 } } } as const;
    const { a, b } = await cloudConverter().variants(stream(), wishes, { output: folder });
    expect([a.output.video[0]!.height, b.output.video[0]!.height]).toEqual([360, 180]);
    expect((await readdir(folder)).sort()).toEqual(["camera.a.mp4", "camera.b.mp4"]);
  });

  it("never begins for a stream that breaks, which is told by its name", async () => {
    cloudTells(film);
    const open = async function* () {
      yield (await readFile(camera)).subarray(0, 1000);
      throw new Error("the tape is torn");
    };
    const failure = await failureOf(convert({ name: "camera.mov", open }));
    expect(failure).toMatchObject({ code: "source-missing", charged: false });
    expect(failure.message).toContain("camera.mov cannot be read: the tape is torn");
    expect(backend.requests).toEqual([]);
  });

  it("never begins for one that is no film", async () => {
    const failure = await failureOf(convert(new File(["no film at all"], "camera.mov")));
    expect(failure.code).toBe("not-media");
    expect(failure.message).toContain("camera.mov");
    expect(JSON.stringify(failure)).not.toContain(process.env["TMPDIR"]);
    expect(backend.requests).toEqual([]);
  });
});

describe("R49 R81 without ffprobe", () => {
  const without = { ffmpegPath: "/nowhere/ffmpeg", ffprobePath: "/nowhere/ffprobe" };

  it("what the cloud's few facts leave out is not known, and no loss", async () => {
    cloudTells(film, { name: "clip.mp4", duration: 2000, width: 640, height: 360 });
    for (const input of [camera, stream(), url]) {
      const result = await convert(input, {}, without);
      expect(result).toMatchObject({ losses: [], reasons: [], verification: { ok: true, level: "none" } });
      expect(result.source).toMatchObject({ video: [{ width: 640, height: 360 }], audio: [] });
      expect(result.warnings.join()).toContain("no ffprobe here");
    }
  });

  it("a result over the size that was promised is refused all the same", async () => {
    cloudTells(film);
    const failure = await failureOf(convert(camera, { spec: { targetSize: "20KB" } }, without));
    expect(failure.code).toBe("verification-failed");
    expect(failure.message).toContain("size: at most 20000 expected");
  });

  it("strict is refused before anything is sent: nobody knows what would be lost", async () => {
    for (const input of [camera, stream(), url]) {
      const failure = await failureOf(convert(input, { strict: true }, without));
      expect(failure).toMatchObject({ code: "loss-refused", action: { kind: "install-ffmpeg" } });
    }
    expect(backend.requests).toEqual([]);
  });
});
