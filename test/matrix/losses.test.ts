import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConvertOptions } from "../../src/index.js";
import { withCaptions } from "../support/caption-writer.js";
import { lavfi, workshop, x264, x265 } from "../support/convert-clip.js";
import { inProcess } from "../support/converters.js";
import { withDolbyVision } from "../support/dolby-vision-writer.js";
import { failureOf } from "../support/failure-of.js";
import { hdr10Parameters } from "../support/hdr.js";
import { writePgs } from "../support/pgs-writer.js";

const { folder, clip } = workshop();
const picture = (more = "", size = "320x240", rate = "25") =>
  lavfi(`testsrc2=size=${size}:rate=${rate}:duration=1${more}`);
const tone = (layout: string) =>
  lavfi(`sine=frequency=440:sample_rate=48000:duration=1,aformat=channel_layouts=${layout}`);
const tenBits = ",format=yuv420p10le";
const text = async (name: string, content: string) => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
const script =
  "[Script Info]\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Sans\n\n[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: 0,0:00:00.00,0:00:00.50,Default,Hello\n";
const hdr10 = (name: string) =>
  clip(name, ...picture(tenBits), ...x265, "-x265-params", hdr10Parameters, "-tag:v", "hvc1");
const hlg = "log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc";

const cases: [string, () => Promise<string>, ConvertOptions, string[]][] = [
  ["E2 ten bits", () => clip("l2.mkv", ...picture(tenBits), "-c:v", "ffv1"), {}, ["bit-depth"]],
  ["E12 HDR10", () => hdr10("l12.mp4"), {}, ["hdr"]],
  [
    "E13 HLG",
    () => clip("l13.mp4", ...picture(tenBits), ...x265, "-x265-params", hlg, "-tag:v", "hvc1"),
    {},
    ["hdr"],
  ],
  [
    "E15 Dolby Vision on HDR10",
    async () =>
      withDolbyVision(await hdr10("l15.mp4"), join(folder, "l15-p8.mp4"), { profile: 8, compatibility: 1 }),
    {},
    ["dolby-vision", "hdr"],
  ],
  [
    "E16 fields",
    () =>
      clip(
        "l16.mkv",
        ...lavfi("testsrc2=size=640x480:rate=50:duration=1,tinterlace=interleave_top"),
        ...x264,
        "-flags",
        "+ilme+ildct",
        "-x264opts",
        "tff=1",
      ),
    {},
    ["frame-rate"],
  ],
  [
    "E18 transparency",
    () =>
      clip("l18.mov", ...lavfi("color=red@0.5:size=320x240:rate=25:duration=1,format=rgba"), "-c:v", "png"),
    {},
    ["alpha"],
  ],
  [
    "E23 a variable rate, for YouTube",
    () =>
      clip(
        "l23.mp4",
        ...picture(",select='if(lt(t,0.5),not(mod(n,2)),1)'", "320x240", "60"),
        "-vsync",
        "vfr",
        ...x264,
      ),
    { preset: "youtube" },
    ["frame-rate"],
  ],
  [
    "E39 chapters in fragments",
    async () => {
      const chapters = await text(
        "l39.txt",
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=One\n",
      );
      return clip("l39.mkv", ...picture(), "-i", chapters, "-map_metadata", "1", ...x264);
    },
    { spec: { fragmented: true } },
    ["chapters"],
  ],
  [
    "E42 styled text",
    async () => {
      return clip(
        "l42.mkv",
        ...picture(),
        "-i",
        await text("l42.ass", script),
        "-map",
        "0",
        "-map",
        "1",
        ...x264,
        "-c:s",
        "copy",
      );
    },
    {},
    ["subtitle-styling"],
  ],
  [
    "E43 subtitles that are pictures",
    async () => {
      return clip(
        "l43.mkv",
        ...picture(),
        "-i",
        await writePgs(join(folder, "l43.sup")),
        "-map",
        "0",
        "-map",
        "1",
        ...x264,
        "-c:s",
        "copy",
      );
    },
    {},
    ["bitmap-subtitles"],
  ],
  [
    "E44 captions",
    async () => {
      return withCaptions(
        await clip("l44.h264", ...picture(), ...x264, "-bf", "0", "-f", "h264"),
        join(folder, "l44.ts"),
      );
    },
    { spec: { video: { codec: "hevc" } } },
    ["captions"],
  ],
  [
    "E47 another programme",
    () =>
      clip(
        "l47.ts",
        ...[
          ...picture(),
          ...tone("mono"),
          ...picture("", "640x360"),
          ...tone("mono"),
          ...x264,
          "-c:a",
          "aac",
        ],
        ...[
          "-map",
          "0",
          "-map",
          "1",
          "-map",
          "2",
          "-map",
          "3",
          "-program",
          "st=0:st=1",
          "-program",
          "st=2:st=3",
        ],
      ),
    {},
    ["program", "video-track"],
  ],
  [
    "E51 six channels, for the web",
    () => clip("l51.mkv", ...picture(), ...tone("5.1"), ...x264, "-c:a", "ac3"),
    { preset: "web" },
    ["channels"],
  ],
  [
    "an attached font",
    async () => {
      const font = await text("font.ttf", "not a font, but attached as one");
      return clip(
        "lfont.mkv",
        ...picture(),
        "-attach",
        font,
        "-metadata:s:t",
        "mimetype=application/x-truetype-font",
        ...x264,
      );
    },
    {},
    ["attachment"],
  ],
];

describe("R81 the plan names what is lost, and strict refuses it", () => {
  it.each(cases)("%s", async (_, make, options, kinds) => {
    const source = await make();
    const nemo = inProcess();
    const plan = await nemo.plan(source, options);
    expect(plan.losses.map(({ kind }) => kind).sort()).toEqual(kinds);
    for (const { message } of plan.losses) expect(message).toMatch(/\w{3}.*\.$/);

    const output = join(folder, "never.mp4");
    const error = await failureOf(nemo.convert(source, { ...options, output, strict: true }));
    expect(error.code).toBe("loss-refused");
    expect((error.details["losses"] as { kind: string }[]).map(({ kind }) => kind).sort()).toEqual(kinds);
    expect((await failureOf(nemo.plan(source, { ...options, strict: true }))).code).toBe("loss-refused");
    const acknowledged = await nemo.plan(source, { ...options, strict: true, acknowledge: kinds });
    expect(acknowledged.passes).toEqual(plan.passes);
  });

  it("nothing is lost of what fits", async () => {
    const source = await clip("fits.mp4", ...picture(), ...tone("stereo"), ...x264, "-c:a", "aac");
    const plan = await inProcess().plan(source, { strict: true });
    expect(plan).toMatchObject({ route: "copy", losses: [], sidecars: [] });
    expect(plan.estimate.bytes).toBeGreaterThan(0);
  });
});
