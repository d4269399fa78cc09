import { describe, expect, it } from "vitest";
import type { ConversionSpecInput } from "../../src/index.js";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { inProcess } from "../support/converters.js";

const { clip, convert } = workshop();

const drawn = lavfi("testsrc2=size=320x180:rate=25:duration=2");
const noisy = lavfi("testsrc2=size=320x180:rate=25:duration=2,noise=alls=60:allf=t");
const tone = lavfi("sine=frequency=440:sample_rate=48000:duration=2");
const avi = ["-c:v", "mpeg4", "-q:v", "2", "-c:a", "mp2"];

describe("R46 R88 a size is a limit, no aim", () => {
  it.each<[string, ConversionSpecInput]>([
    ["as it is", {}],
    ["with a level of its own", { video: { level: "3.1" } }],
    ["as HEVC", { video: { codec: "hevc", preset: "ultrafast" } }],
  ])("what is far below it becomes what it becomes without it: %s", async (name, spec) => {
    const source = await clip(`${name.replaceAll(" ", "-")}.avi`, ...drawn, ...tone, ...avi);
    const free = await convert(source, { spec });
    const limited = await convert(source, { spec: { ...spec, targetSize: "25MB" } });
    expect(limited.result.bytes).toBeLessThan(free.result.bytes * 1.1);
    expect(limited.result.verification.ok).toBe(true);
  });

  it("no level is set that a small picture does not need", async () => {
    const source = await clip("level.avi", ...drawn, ...tone, ...avi);
    const { video } = await convert(source, { request: "under 25MB" });
    expect(video["level"]).toBeLessThanOrEqual(30);
    const plan = await inProcess().plan(source, { request: "under 25MB" });
    expect(plan.passes).toHaveLength(1);
    expect(plan.estimate.bytes).toBeLessThan(1_000_000);
  });

  it("what would be over it by its quality is under it all the same", async () => {
    const source = await clip("noisy.mkv", ...noisy, ...tone, ...x264, "-qp", "1", "-c:a", "pcm_s16le");
    const free = await convert(source);
    const targetSize = 270_000;
    expect(free.result.bytes).toBeGreaterThan(targetSize * 1.3);
    const { result } = await convert(source, { spec: { targetSize } });
    expect(result.arguments).toContain("-crf");
    expect(result.bytes).toBeLessThanOrEqual(targetSize);
    expect(result.bytes).toBeGreaterThan(targetSize * 0.5);
  });

  it("a rate that was asked for is not exceeded because there is room", async () => {
    const source = await clip("rates.mkv", ...noisy, ...tone, ...x264, "-qp", "1", "-c:a", "pcm_s16le");
    const spec = { video: { bitrate: "200k" } };
    const free = await convert(source, { spec });
    const { result } = await convert(source, { spec: { ...spec, targetSize: "25MB" } });
    expect(result.bytes).toBeLessThan(free.result.bytes * 1.1);
    const peak = await convert(source, { spec: { targetSize: "25MB", video: { maxBitrate: "300k" } } });
    expect((peak.result.bytes * 8) / 2).toBeLessThan(300_000 * 1.1 + 170_000);
  });
});
