import { describe, expect, it } from "vitest";
import { lavfi, workshop } from "../support/convert-clip.js";
import { ffprobeLines, fieldsOf } from "../support/look.js";

const { clip, convert } = workshop();

const interlaced = (size = "352x288") =>
  clip(
    `fields-${size}.mpg`,
    ...lavfi(`testsrc2=size=${size}:rate=50:duration=1`),
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

  it("that are kept have whole lines of colour each, whatever the height", async () => {
    const { path, video } = await convert(await interlaced("720x486"), {
      spec: { video: { deinterlace: false } },
    });
    expect([video["width"], video["height"]]).toEqual([720, 484]);
    const { fields, progressive } = await fieldsOf(path);
    expect(fields).toBeGreaterThan(progressive);
    const small = await convert(await interlaced(), {
      spec: { video: { deinterlace: false, width: 124 } },
    });
    expect([small.video["width"], small.video["height"]]).toEqual([124, 100]);
  });

  it("change places where the picture is turned upside down", async () => {
    const source = await interlaced();
    const { path } = await convert(source, { spec: { video: { deinterlace: false, rotate: 180 } } });
    const said = ["-select_streams", "v", "-show_entries", "frame=top_field_first"];
    expect((await ffprobeLines(path, ...said)).map((line) => Number.parseInt(line))).not.toContain(1);
    const [before, after] = [await fieldsOf(source), await fieldsOf(path)];
    expect(before.topFirst).toBeGreaterThan(before.bottomFirst);
    expect(after.bottomFirst).toBeGreaterThan(after.topFirst);
  });

  it("cannot be kept where the picture is turned by a quarter", async () => {
    const refused = convert(await interlaced(), { spec: { video: { deinterlace: false, rotate: 90 } } });
    await expect(refused).rejects.toMatchObject({ code: "preset-constraint" });
  });

  it("become a frame each where as many frames were asked for", async () => {
    const { result, video } = await convert(await interlaced(), { spec: { video: { fps: 50 } } });
    expect(result.losses).toEqual([]);
    expect(Math.abs(Number(video["nb_frames"]) - 50)).toBeLessThanOrEqual(1);
    expect(result.arguments!.join(" ")).toContain("bwdif=mode=send_field");
  });
});
