import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FfmpegProgress, ProgressLines } from "../../../src/media/progress-lines.js";

// As ffmpeg 5.1 writes it; the first block comes before there are figures.
const output = `frame=0
fps=0.00
stream_0_0_q=0.0
bitrate=N/A
total_size=N/A
out_time_us=N/A
out_time_ms=N/A
out_time=N/A
dup_frames=0
drop_frames=0
speed=N/A
progress=continue
frame=57
fps=113.20
stream_0_0_q=29.0
bitrate= 211.6kbits/s
total_size=48
out_time_us=1814240
out_time_ms=1814240
out_time=00:00:01.814240
dup_frames=0
drop_frames=0
speed= 3.6x
progress=continue
frame=150
fps=0.00
bitrate=1411.1kbits/s
total_size=880000
out_time_us=4988843
out_time_ms=4988843
out_time=00:00:04.988843
speed=12.4x
progress=end
`;

const blocks: FfmpegProgress[] = [
  { time: 0, frames: 0 },
  { time: 1.81424, speed: 3.6, bytes: 48, frames: 57 },
  { time: 4.988843, speed: 12.4, bytes: 880_000, frames: 150 },
];

function readAll(pieces: readonly string[]): FfmpegProgress[] {
  const lines = new ProgressLines();
  return pieces.flatMap((piece) => lines.read(piece) ?? []);
}

describe("R53 progress lines", () => {
  it("give one progress a block", () => {
    expect(readAll(output.split(/(?<=progress=\w+\n)/))).toEqual(blocks);
  });

  it("give the last block of a piece that holds several", () => {
    expect(readAll([output])).toEqual([blocks[2]]);
  });

  it("may be cut at every place", () => {
    for (let at = 0; at <= output.length; at += 1) {
      const found = readAll([output.slice(0, at), output.slice(at)]);
      expect(found.at(-1), `cut at ${at}`).toEqual(blocks[2]);
    }
  });

  it("give the same blocks in any pieces, and all of them byte by byte", () => {
    expect(readAll(Array.from(output))).toEqual(blocks);
    const cuts = fc.array(fc.nat(output.length), { maxLength: 20 });
    fc.assert(
      fc.property(cuts, (places) => {
        const sorted = [0, ...places.sort((a, b) => a - b), output.length];
        const found = readAll(sorted.slice(1).map((end, at) => output.slice(sorted[at], end)));
        expect(blocks).toEqual(expect.arrayContaining(found));
        expect(found.at(-1)).toEqual(blocks[2]);
      }),
    );
  });

  it("understand an old build, which has no out_time_us and calls microseconds milliseconds", () => {
    expect(readAll(["out_time_ms=1814240\nprogress=continue\n"])).toEqual([{ time: 1.81424 }]);
  });

  it.each([
    ["out_time_us=-46440\nprogress=continue\n", { time: 0 }],
    ["out_time_us=9223372036854775807\nspeed=0x\nprogress=continue\n", { time: 9_223_372_036_854.775 }],
    ["nonsense\n\n=\nframe=abc\nprogress=end\n", { time: 0 }],
    ["out_time_us=1000000\r\nspeed=2x\r\nprogress=end\r\n", { time: 1, speed: 2 }],
  ])("are never negative and never NaN: %j", (text, progress) => {
    const [found] = readAll([text]);
    expect(found).toEqual({ ...progress, time: expect.closeTo(progress.time, 2) as number });
  });

  it("wait for the end of the block", () => {
    const lines = new ProgressLines();
    expect(lines.read("out_time_us=1\nspeed=1x\n")).toBeUndefined();
    expect(lines.read("progress=continue")).toBeUndefined();
    expect(lines.read("\n")).toMatchObject({ speed: 1 });
  });
});
