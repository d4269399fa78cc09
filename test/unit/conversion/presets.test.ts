import { describe, expect, it } from "vitest";
import { normalizeSpec, planConversion, presetNames, presets } from "../../../src/conversion/index.js";
import { picture, sound, source, valueOf } from "./sample-source.js";

const all = Object.values(presets);

describe("R43 presets by intended use", () => {
  it("has one for each name, under its name", () => {
    expect(Object.keys(presets).sort()).toEqual([...presetNames].sort());
    for (const [name, preset] of Object.entries(presets)) expect(preset.name).toBe(name);
  });

  it.each(all)("$name says what it is for and where its figures come from", ({ summary, source }) => {
    expect(summary).toMatch(/\.$/);
    expect(source.length).toBeGreaterThan(20);
  });

  it.each(all)("$name has a spec that can be asked for", ({ spec }) => {
    expect(normalizeSpec(spec)).toStrictEqual(spec);
  });

  it.each(all)("$name has a CRF from 12 to 28 or a target size", ({ spec }) => {
    const crf = spec.video ? spec.video.crf : undefined;
    if (spec.targetSize === undefined) expect(crf).toSatisfy((value: number) => value >= 12 && value <= 28);
    else expect(crf).toBeUndefined();
  });

  it.each(all)("$name copies at least what it makes itself", ({ name, limits }) => {
    expect(limits.videoCodecs).toContain("h264");
    expect(limits.audioCodecs).toContain("aac");
    const encoded = planConversion(source({ bytes: 10_000_000 }), {
      useCase: name,
      reencode: true,
    }).passes.at(-1)!;
    const profile = valueOf(encoded, "-profile:v:0");
    expect(limits.profiles.map((each) => each.toLowerCase())).toContain(profile);
    const level = valueOf(encoded, "-level:v:0");
    if (limits.level !== undefined && level !== undefined) {
      expect(Number(level) * 10).toBeLessThanOrEqual(limits.level);
    }
  });

  it.each(all)("$name has limits that are not under its own settings", ({ spec, limits }) => {
    const { height, fps, maxBitrate } = spec.video || {};
    const { channels } = spec.audio || {};
    expect(limits.shortSide ?? Infinity).toBeGreaterThanOrEqual(height ?? 0);
    expect(limits.frameRate ?? Infinity).toBeGreaterThanOrEqual(Number(fps ?? 0));
    expect(limits.videoBitrate ?? Infinity).toBeGreaterThanOrEqual(maxBitrate ?? 0);
    expect(limits.channels ?? Infinity).toBeGreaterThanOrEqual(channels ?? 0);
  });
});

describe("R43 what the presets promise", () => {
  const large = source({
    video: [
      picture({ width: 3840, height: 2160, level: 51, frameRate: "60", codec: "hevc", bitrate: 50_000_000 }),
    ],
    audio: [sound({ codec: "dts", channels: 6 })],
  });
  const argumentsFor = (useCase: (typeof presetNames)[number]) =>
    planConversion(large, { useCase }).passes.at(-1)!;

  it("YouTube: High, closed GOP of half the frame rate, two B-frames, AAC at 48 kHz", () => {
    const args = argumentsFor("youtube");
    expect(valueOf(args, "-profile:v:0")).toBe("high");
    expect(valueOf(args, "-g")).toBe("30");
    expect(valueOf(args, "-bf")).toBe("2");
    expect(valueOf(args, "-flags")).toContain("+cgop");
    expect(valueOf(args, "-ar:a:0")).toBe("48000");
    expect(valueOf(args, "-b:a:0")).toBe("384000");
  });

  it("mobile: Main 3.1 at up to 720p30, stereo", () => {
    const args = argumentsFor("mobile");
    expect(valueOf(args, "-profile:v:0")).toBe("main");
    expect(valueOf(args, "-level:v:0")).toBe("3.1");
    expect(valueOf(args, "-filter:v:0")).toContain("1280:720");
    expect(valueOf(args, "-r")).toBe("30");
    expect(valueOf(args, "-ac:a:0")).toBe("2");
    expect(Number(valueOf(args, "-maxrate:v:0"))).toBeLessThanOrEqual(3_000_000);
  });

  it("preview: 480p, at most 1 Mb/s", () => {
    expect(planConversion(large, { useCase: "preview" }).expectation.video).toMatchObject({
      displayHeight: 480,
    });
    expect(Number(valueOf(argumentsFor("preview"), "-maxrate:v:0"))).toBeLessThanOrEqual(1_000_000);
  });

  it("email: under 18 MB", () => {
    const { expectation, estimate } = planConversion(large, { useCase: "email" });
    expect(expectation.video).toMatchObject({ codecs: ["h264"] });
    expect(estimate.bytes).toBeLessThanOrEqual(18_000_000);
    expect(expectation.mostBytes).toBe(18_000_000);
  });

  it("broadcast: brings the loudness to -23 LUFS", () => {
    expect(valueOf(argumentsFor("broadcast"), "-filter:a:0")).toContain("I=-23");
  });

  it("archive: copies what MP4 can hold, with all channels", () => {
    const plan = planConversion(large, { useCase: "archive" });
    expect(plan.streams[0]).toMatchObject({ action: "copy" });
    expect(plan.expectation.audio).toMatchObject([{ channels: 6 }]);
  });
});
