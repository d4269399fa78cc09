import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Draft } from "../../src/index.js";
import type { LocalBackendOptions } from "../../src/local/index.js";
import { inProcess } from "../support/converters.js";
import { ffprobeJson, sharedFolder, streamOfType } from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";
import { contrasts, levelOf, lumas, ramp, rendered, tune } from "../support/timeline.js";

const folder = sharedFolder();
let wide: string;
let small: string;
let music: string;
beforeAll(async () => {
  wide = await ramp(join(folder, "wide.mov"));
  small = await ramp(join(folder, "small.mov"), { size: "120x120", rate: 25, seconds: 2, hertz: 0, step: 2 });
  music = await tune(join(folder, "music.wav"), 2);
});

/** A converter with the three uploads, and their ids. */
async function project(options: LocalBackendOptions = {}) {
  const nemo = inProcess(options);
  for (const path of [wide, small, music]) await nemo.upload.file(path);
  const [a = "", b = "", tone = ""] = (await nemo.state.get()).videoInfos.map(
    (info) => (info as { id: string }).id,
  );
  return { nemo, a, b, tone };
}

const video = (...sg: object[]) => ({ tt: 0, sg });
const title = (text: string, m: object = {}, d = 500) => ({
  tt: 7,
  sg: [{ d, m: { start: 0, text, ...m } }],
});

// The other builds that people have: what npm ships, where nothing else is found.
const builds: [string, string | undefined][] = [
  ["the system's ffmpeg", undefined],
  ["npm's ffmpeg of 2018", "/nonexistent"],
];

describe.each(builds)("R61 timelines rendered by %s", (_name, path) => {
  afterEach(() => vi.unstubAllEnvs());
  const useBuild = () => {
    if (path !== undefined) vi.stubEnv("PATH", path);
  };

  it("joins clips of other sizes, rates and sounds without a gap", async () => {
    useBuild();
    const { nemo, a, b } = await project();
    const film = await rendered(nemo, {
      t: [
        video(
          { media: a, d: 1000, m: { start: 0, from: 1000 } },
          { media: b, d: 1000, m: { start: 1000 } },
          { media: a, d: 1000, m: { start: 2000, from: 3000 } },
        ),
      ],
    });
    const file = await ffprobeJson(film);
    expect(streamOfType(file, "video")).toMatchObject({ nb_frames: "30", width: 160, height: 90 });
    for (const stream of file.streams) expect(Number(stream.duration)).toBeCloseTo(3, 2);
    const greys = await lumas(film, "40:40:60:25");
    const expected = Array.from({ length: 30 }, (_, frame) =>
      frame < 10 ? 56 + 4 * frame : frame < 20 ? 16 + 5 * (frame - 10) : 136 + 4 * (frame - 20),
    );
    for (const [frame, grey] of greys.entries())
      expect(Math.abs(grey - expected[frame]!), `frame ${frame}`).toBeLessThan(4);
    // The square clip has bars at its sides, the wide one has none.
    expect((await lumas(film, "10:10:0:40"))[15]).toBeCloseTo(16, 0);
    expect(await levelOf(film, 440, 0.1, 0.9)).toBeCloseTo(-21.1, 0);
    expect(await levelOf(film, 440, 1.1, 1.9)).toBeLessThan(-60);
    expect(await levelOf(film, 440, 2.1, 2.9)).toBeCloseTo(-21.1, 0);
  });

  it("plays at a speed, with its tone as high as it was", async () => {
    useBuild();
    const { nemo, a } = await project();
    const film = await rendered(nemo, { t: [video({ media: a, d: 1000, m: { start: 0, speed: 4 } })] });
    const file = await ffprobeJson(film);
    for (const stream of file.streams) expect(Number(stream.duration)).toBeCloseTo(1, 1);
    const greys = await lumas(film);
    expect(greys).toHaveLength(10);
    for (const [frame, grey] of greys.entries()) expect(Math.abs(grey - (16 + 16 * frame))).toBeLessThan(9);
    expect(await levelOf(film, 440, 0.2, 0.8)).toBeGreaterThan(-26);
  });

  it("turns and crops", async () => {
    useBuild();
    const { nemo, a } = await project();
    const film = await rendered(nemo, {
      t: [video({ media: a, d: 500, m: { start: 0, rotate: 90, crop: "1:1" } })],
    });
    expect(streamOfType(await ffprobeJson(film), "video")).toMatchObject({ width: 90, height: 90 });
  });

  it("mixes music at its level, from where it sets in, and cuts it with the film", async () => {
    useBuild();
    const { nemo, a, tone } = await project();
    const bgm = { tt: 1, m: { name: "BGM" }, sg: [{ media: tone, m: { start: 1000, volume: 0.5 } }] };
    const film = await rendered(nemo, {
      t: [video({ media: a, d: 2000, m: { start: 0, volume: 0.25 } }), bgm],
    });
    expect(Number(streamOfType(await ffprobeJson(film), "audio").duration)).toBeCloseTo(2, 1);
    expect(await levelOf(film, 440, 0.1, 0.9)).toBeCloseTo(-21.1 - 12, 0);
    expect(await levelOf(film, 440, 1.2, 1.9)).toBeCloseTo(-21.1 - 12, 0);
    expect(await levelOf(film, 1000, 0.1, 0.8)).toBeLessThan(-60);
    expect(await levelOf(film, 1000, 1.2, 1.9)).toBeCloseTo(-21.1 - 6, 0);
  });

  it.each([
    `it's 100% "x": {a},[b];c=\\d\\`,
    "%{pts} ${HOME} `id`",
    "one\ntwo",
    "a ':x=0:text=evil' b",
    "😀 ok 😀",
    "a very long title that has to be broken into several lines, or made smaller, to be seen at all in so small a picture",
  ])("draws the title %j as text, while it is to be seen", async (text) => {
    useBuild();
    const { nemo, a } = await project();
    const film = await rendered(nemo, {
      t: [video({ media: a, d: 1000, m: { start: 0, from: 500 } }), title(text)],
    });
    const seen = (await contrasts(film)).map((contrast) => contrast > 60);
    expect(seen).toEqual(Array.from({ length: 10 }, (_, frame) => frame < 5));
  });

  it("draws titles without any font, in letters of its own", async () => {
    useBuild();
    const { nemo, a } = await project({ titleFont: join(folder, "none.ttf") });
    const draft = {
      t: [video({ media: a, d: 1000, m: { start: 0 } }), title("Hello: 50%", { position: "top" })],
    };
    const film = await rendered(nemo, draft);
    expect((await contrasts(film, "160:30:0:0")).map((contrast) => contrast > 60)).toEqual(
      Array.from({ length: 10 }, (_, frame) => frame < 5),
    );
    expect(Math.max(...(await contrasts(film, "160:30:0:60")))).toBeLessThan(30);
  });
});

describe("R61 what a timeline cannot be", () => {
  const at = (part: object) => ({ t: [video({ media: "A", d: 1000, m: { start: 0 }, ...part })] });
  it.each<[string, Draft, RegExp]>([
    ["an upload of somebody else", at({ media: "media_1" }), /draft\.t\[0\]\.sg\[0\] names no upload/],
    ["a length that is no number", at({ d: Number.NaN }), /draft\.t\[0\]\.sg\[0\]\.d cannot be used/],
    ["a length of text", at({ d: "1;rm" }), /\.d cannot be used: expected a number/],
    ["longer than its upload", at({ d: 9000 }), /reaches beyond the end of its upload, which is 4 s/],
    ["a negative start", at({ m: { from: -1 } }), /\.m\.from cannot be used/],
    ["an endless speed", at({ m: { speed: 1e9 } }), /\.m\.speed cannot be used/],
    ["a turn by 45 degrees", at({ m: { rotate: 45 } }), /\.m\.rotate cannot be used: expected one of 0, 90/],
    ["a crop with filters in it", at({ m: { crop: "1:1,drawtext=x" } }), /\.m\.crop cannot be used/],
    [
      "a gap",
      { t: [video({ media: "A", d: 500, m: { start: 100 } }, { media: "A", d: 500, m: { start: 3000 } })] },
      /sg\[1\]\.m\.start is 3000/,
    ],
    [
      "too many segments",
      { t: [video(...Array.from({ length: 101 }, () => ({ media: "A", d: 10 })))] },
      /101 segments/,
    ],
    [
      "sound without a picture",
      { t: [{ tt: 1, sg: [{ media: "M", d: 1000, m: { start: 500 } }] }] },
      /no video segment/,
    ],
    ["a picture of sound", { t: [video({ media: "M", d: 1000, m: { speed: 2 } })] }, /has no picture/],
    [
      "variants of an edited film",
      { t: [{ ...video({ media: "A", d: 1000 }), m: { variants: { hd: {} } } }] },
      /Variants are made of/,
    ],
  ])("%s is refused, and why", async (_what, draft, message) => {
    const { nemo, a, tone } = await project();
    const named = JSON.parse(
      JSON.stringify(draft).replaceAll('"A"', `"${a}"`).replaceAll('"M"', `"${tone}"`),
    ) as Draft;
    expect(await failureOf(nemo.render.submit(named))).toMatchObject({
      code: "invalid-request",
      backendCode: 400,
      message: expect.stringMatching(message) as string,
    });
  });

  it("a title that no font can write, which is said", async () => {
    const { nemo, a } = await project({ titleFont: join(folder, "none.ttf") });
    const job = await nemo.render.submit({
      t: [video({ media: a, d: 500, m: { start: 0 } }), title("你好")],
    });
    expect(await failureOf(nemo.render.wait(job.id))).toMatchObject({
      code: "render-failed",
      message: expect.stringMatching(/你 好 .*Noto Sans CJK/) as string,
    });
  });

  it("pictographs that no font has are left out of a title, and that is said", async () => {
    const { nemo, a } = await project({ titleFont: join(folder, "none.ttf") });
    const { id } = await nemo.render.submit({
      t: [video({ media: a, d: 500, m: { start: 0 } }), title("go 🚀")],
    });
    const { raw } = await nemo.render.wait(id);
    expect(raw).toMatchObject({ warnings: [expect.stringContaining("🚀")] });
  });

  it("the upload as it is stays a copy, as before", async () => {
    const { nemo, a } = await project();
    const { id } = await nemo.render.submit({
      t: [{ tt: 0, m: { spec: {} }, sg: [{ media: a, d: 4000, m: { start: 0 } }] }],
    });
    const { raw } = await nemo.render.wait(id);
    expect((raw as { arguments: string[] }).arguments.join(" ")).toContain("-c:v:0 copy");
  });
});
