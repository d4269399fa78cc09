import { describe, expect, it } from "vitest";
import type { ConversionSpec } from "../../src/index.js";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { ffprobeLines } from "../support/look.js";

const { clip, convert } = workshop();

const mpeg4 = ["-c:v", "mpeg4", "-q:v", "4"];
const mpeg2 = ["-c:v", "mpeg2video", "-q:v", "4"];
const [pal, ntsc] = ["25", "30000/1001"];

/** The time that the first frame has by the timecode track of a file. */
async function timecode(path: string): Promise<string | undefined> {
  const lines = await ffprobeLines(path, "-select_streams", "d", "-show_entries", "stream_tags=timecode");
  return lines[0];
}

describe("R81 the timecode of the first frame", () => {
  it.each<[string, string, string[], string, ConversionSpec, string]>([
    ["stays", "tc.mov", mpeg4, pal, {}, "01:00:00:00"],
    ["moves with a cut", "tc.mov", mpeg4, pal, { trim: { start: 1 } }, "01:00:01:00"],
    ["moves by frames", "tc.mov", mpeg4, pal, { trim: { start: 1.48, end: 2 } }, "01:00:01:12"],
    [
      "moves with the cut of a copy",
      "tc.mp4",
      [...x264, "-g", "5"],
      pal,
      { trim: { start: 1 }, video: { codec: "copy" } },
      "01:00:01:00",
    ],
    ["moves with a cut", "tc.mxf", mpeg2, pal, { trim: { start: 1 } }, "01:00:01:00"],
    [
      "is counted at another rate",
      "tc.mov",
      mpeg4,
      pal,
      { video: { fps: 50 }, trim: { start: 1.48 } },
      "01:00:01:24",
    ],
    ["keeps to dropped numbers", "drop.mov", x264, ntsc, { trim: { start: 1.001 } }, "01:00:01;00"],
    [
      "keeps to dropped numbers at twice the rate",
      "drop.mov",
      x264,
      ntsc,
      { video: { fps: "60000/1001" } },
      "01:00:00;00",
    ],
    [
      "needs no dropped numbers at another rate",
      "drop.mov",
      x264,
      ntsc,
      { video: { fps: 25 } },
      "01:00:00:00",
    ],
    ["stays in fragments", "tc.mov", mpeg4, pal, { fragmented: true, trim: { start: 1 } }, "01:00:01:00"],
  ])("%s: %s %#", async (_what, name, codec, rate, spec, wanted) => {
    const first = name === "drop.mov" ? "01:00:00;00" : "01:00:00:00";
    const picture = lavfi(`testsrc2=size=352x288:rate=${rate}:duration=2.4`);
    const source = await clip(name, ...picture, ...codec, "-timecode", first);
    const { path, result } = await convert(source, { spec, strict: true });
    expect(await timecode(path)).toBe(wanted);
    expect(result.losses).toEqual([]);
  });

  it("leaves out numbers at a minute, but not at the tenth", async () => {
    const { planConversion } = await import("../../src/conversion/index.js");
    const { picture, source } = await import("../unit/conversion/sample-source.js");
    const after = (timecode: string, frames: number, frameRate = ntsc) => {
      const film = source({ duration: 7200, video: [picture({ frameRate, timecode, duration: 7200 })] });
      const [pass] = planConversion(film, { trim: { start: (frames * 1001) / 30_000 } }).passes;
      return pass![pass!.indexOf("-timecode") + 1];
    };
    expect(after("00:00:59;29", 1)).toBe("00:01:00;02");
    expect(after("00:09:59;29", 1)).toBe("00:10:00;00");
    expect(after("01:00:00;00", 17_982)).toBe("01:10:00;00");
    expect(after("00:00:59:29", 1)).toBe("00:01:00:00");
    expect(after("23:59:59;29", 1)).toBe("00:00:00;00");
  });
});
