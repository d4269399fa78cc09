import { describe, expect, it } from "vitest";
import { lavfi, workshop } from "../support/convert-clip.js";
import { fieldsOf } from "../support/look.js";

const { clip, convert } = workshop();

const interlaced = () =>
  clip(
    "fields.mpg",
    ...lavfi("testsrc2=size=352x288:rate=50:duration=1"),
    ...["-vf", "tinterlace=interleave_top,fieldorder=tff", "-c:v", "mpeg2video", "-flags", "+ilme+ildct"],
    ...["-b:v", "3M", "-f", "vob"],
  );

describe("E16 fields", () => {
  it.each([{}, { width: 176 }])("that are kept are called fields: %o", async (size) => {
    const { path, result, video } = await convert(await interlaced(), {
      spec: { video: { deinterlace: false, ...size } },
    });
    expect(result.losses).toEqual([]);
    expect(["tt", "tb"]).toContain(video["field_order"]);
    const { fields, progressive } = await fieldsOf(path);
    expect(fields).toBeGreaterThan(progressive);
  });

  it("become a frame each where as many frames were asked for", async () => {
    const { result, video } = await convert(await interlaced(), { spec: { video: { fps: 50 } } });
    expect(result.losses).toEqual([]);
    expect(Math.abs(Number(video["nb_frames"]) - 50)).toBeLessThanOrEqual(1);
    expect(result.arguments!.join(" ")).toContain("bwdif=mode=send_field");
  });
});
