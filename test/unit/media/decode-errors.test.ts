import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeErrors } from "../../../src/media/decode-errors.js";

const tracks = [
  { index: 0, codec: "h264" },
  { index: 1, codec: "aac" },
  { index: 2, codec: "aac" },
];

const text = [
  "[h264 @ 0x55f640b67100] error while decoding MB 0 2, bytestream 1818",
  "[aac @ 0x55f640ada180] Number of bands (56) exceeds limit (44).",
  "Error while decoding stream #0:1: Invalid data found when processing input",
  "[h264 @ 0x55f640b1fdc0] Reference 5 >= 2",
  "[vist#0:0/h264 @ 0x5581] Error submitting packet to decoder: Invalid data",
  "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x562f] stream 2, offset 0x1727c: partial file",
  "[null @ 0x1234] Application provided invalid, non monotonically increasing dts to muxer in stream 0: 1 >= 1",
  "[mystery @ 0x1] something else",
  "",
].join("\n");

const expected = [
  { stream: 0, count: 3, first: "[h264] error while decoding MB 0 2, bytestream 1818" },
  { count: 2, first: "[aac] Number of bands (56) exceeds limit (44)." },
  {
    stream: 1,
    count: 1,
    first: "Error while decoding stream #0:1: Invalid data found when processing input",
  },
  {
    stream: 2,
    count: 1,
    first: "[mov,mp4,m4a,3gp,3g2,mj2] stream 2, offset 0x1727c: partial file",
  },
];

describe("E65 errors of a decode", () => {
  it("are counted by stream where ffmpeg says which, or the codec does; time stamps of the muxer are none", () => {
    const errors = new DecodeErrors(tracks);
    errors.read(text);
    expect(errors.end()).toEqual(expected);
  });

  it("are the same however the text is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (places) => {
        const errors = new DecodeErrors(tracks);
        const cuts = [0, ...[...places].sort((a, b) => a - b), text.length];
        cuts.slice(1).forEach((end, position) => errors.read(text.slice(cuts[position], end)));
        expect(errors.end()).toEqual(expected);
      }),
    );
  });
});
