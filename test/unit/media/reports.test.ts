import { describe, expect, it } from "vitest";
import { readIdet } from "../../../src/media/examine-picture.js";
import { readMastering } from "../../../src/media/mastering.js";
import { readLoudness } from "../../../src/media/measure-loudness.js";

const idet = (top: number, bottom: number, progressive: number) =>
  `[Parsed_idet_0 @ 0x1] Single frame detection: TFF: 1 BFF: 0 Progressive: 2 Undetermined: 3
[Parsed_idet_0 @ 0x1] Multi frame detection: TFF:    ${top} BFF:     ${bottom} Progressive:   ${progressive} Undetermined:     0`;

describe("E16 what idet says", () => {
  it.each([
    ["fields, top first", idet(38, 0, 2), "tt"],
    ["fields, bottom first", idet(0, 40, 0), "bb"],
    ["frames", idet(0, 0, 40), undefined],
    ["some of both", idet(15, 0, 25), undefined],
    ["too little to tell", idet(5, 0, 0), undefined],
    ["no order that holds", idet(20, 18, 0), undefined],
    ["nothing", "", undefined],
  ] as const)("%s", (_, log, order) => {
    expect(readIdet(log)).toBe(order);
  });
});

describe("E56 what loudnorm measures", () => {
  const report = (offset: string, input = "-27.61") => `[Parsed_loudnorm_0 @ 0x1]
{
\t"input_i" : "${input}",
\t"input_tp" : "-4.47",
\t"input_lra" : "18.06",
\t"input_thresh" : "-39.20",
\t"output_i" : "-16.58",
\t"normalization_type" : "dynamic",
\t"target_offset" : "${offset}"
}
`;

  it("is told to its second pass", () => {
    expect(readLoudness(report("0.58"))).toBe(
      "measured_I=-27.61:measured_TP=-4.47:measured_LRA=18.06:measured_thresh=-39.20:offset=0.58".replace(
        "39.20",
        "39.2",
      ),
    );
  });

  it.each([
    ["silence", report("inf", "-inf")],
    ["no report", "size=N/A time=00:00:02.00"],
  ])("%s is left as it is", (_, log) => {
    expect(readLoudness(log)).toBeUndefined();
  });
});

describe("E14 the light of HDR10", () => {
  const display = {
    side_data_type: "Mastering display metadata",
    ...{ red_x: "34000/50000", red_y: "16000/50000", green_x: "13250/50000", green_y: "34500/50000" },
    ...{
      blue_x: "7500/50000",
      blue_y: "3000/50000",
      white_point_x: "15635/50000",
      white_point_y: "16450/50000",
    },
    ...{ min_luminance: "1/10000", max_luminance: "10000000/10000" },
  };
  const light = { side_data_type: "Content light level metadata", max_content: 1000, max_average: 400 };
  const words = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)";

  it("is said in the words of x265", () => {
    expect(readMastering([display, light])).toEqual({ display: words, maxCll: "1000,400" });
    expect(readMastering([light])).toEqual({ maxCll: "1000,400" });
    expect(readMastering([display])).toEqual({ display: words });
  });

  it("is not made up", () => {
    expect(readMastering([])).toBeUndefined();
    expect(readMastering([{ ...display, red_x: undefined }])).toBeUndefined();
  });
});
