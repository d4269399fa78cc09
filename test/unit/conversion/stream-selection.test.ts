import { describe, expect, it } from "vitest";
import { type ConversionSpec, planConversion } from "../../../src/conversion/index.js";
import { failureOf } from "../../support/failure-of.js";
import { picture, sound, source, subtitle } from "./sample-source.js";

const film = source({
  video: [picture({ index: 0 }), picture({ index: 5, width: 640, height: 360 })],
  audio: [
    sound({ index: 1, language: "eng", dispositions: [] }),
    sound({ index: 2, language: "fre", codec: "ac3", channels: 6, dispositions: ["default"] }),
    sound({ index: 3, language: "eng", dispositions: ["comment"] }),
  ],
  subtitles: [subtitle({ index: 4 })],
});

function kept(spec: ConversionSpec, from = film): number[] {
  const { streams, passes } = planConversion(from, spec);
  const actions = streams.filter(({ action }) => action !== "drop").map(({ index }) => index);
  const args = passes.at(-1)!;
  const maps = args.flatMap((arg, at) => (arg === "-map" ? [Number(args[at + 1]!.slice(2))] : []));
  expect(maps.toSorted()).toEqual(actions.toSorted());
  return actions;
}

describe("R41 E40 which streams are kept", () => {
  it.each<[ConversionSpec, number[]]>([
    [{}, [0, 1, 2, 3, 4]],
    [{ streams: { audio: "all" } }, [0, 1, 2, 3, 4]],
    [{ streams: { audio: "default" } }, [0, 2, 4]],
    [{ streams: { audio: [0] } }, [0, 1, 4]],
    [{ streams: { audio: [2, 0] } }, [0, 1, 3, 4]],
    [{ streams: { audio: ["eng"] } }, [0, 1, 3, 4]],
    [{ streams: { audio: ["fre", "eng"] } }, [0, 1, 2, 3, 4]],
    [{ streams: { video: 1 } }, [1, 2, 3, 4, 5]],
    [{ audio: false }, [0, 4]],
    [{ video: false }, [1, 2, 3, 4]],
    [{ subtitles: "drop" }, [0, 1, 2, 3]],
  ])("%j keeps %j", (spec, indexes) => {
    expect(kept(spec)).toEqual(indexes);
  });

  it("takes the first track for the default where none is marked", () => {
    const audio = [sound({ index: 1, dispositions: [] }), sound({ index: 2, dispositions: [] })];
    expect(kept({ streams: { audio: "default" } }, source({ audio }))).toEqual([0, 1]);
    expect(kept({ streams: { audio: "default" } }, source({ audio: [] }))).toEqual([0]);
  });

  it("says of each stream that is left out why", () => {
    const reasons = (spec: ConversionSpec) =>
      planConversion(film, spec)
        .streams.filter(({ action }) => action === "drop")
        .map(({ reason }) => reason);
    expect(reasons({})).toEqual(["another picture was chosen"]);
    expect(reasons({ streams: { audio: [0] } })).toContain("another track was chosen");
    expect(reasons({ audio: false, subtitles: "drop" })).toEqual(
      expect.arrayContaining(["no sound was asked for", "no subtitles were asked for"]),
    );
    expect(reasons({ video: false })).toEqual(["no picture was asked for", "no picture was asked for"]);
  });

  it("E36 keeps a cover picture as the cover, behind the film", () => {
    const cover = picture({ index: 0, codec: "mjpeg", dispositions: ["attached_pic"] });
    const withCover = source({ video: [cover, picture({ index: 1 })], audio: [sound({ index: 2 })] });
    const plan = planConversion(withCover, {});
    expect(plan.passes[0]!.join(" ")).toMatch(
      /-map 0:1 -map 0:2 -map 0:0 .*-c:v:1 copy -disposition:v:1 attached_pic/,
    );
    expect(plan.streams[0]).toMatchObject({ action: "copy" });
  });
});

describe("R41 a stream that is not there is refused, with those that are", () => {
  it.each<[ConversionSpec, string, RegExp]>([
    [
      { streams: { audio: [3] } },
      "spec.streams.audio",
      /no audio track 3; there are: 0 \(eng\), 1 \(fre\), 2 \(eng\)/,
    ],
    [{ streams: { audio: ["eng", "jpn"] } }, "spec.streams.audio", /no audio track jpn/],
    [{ streams: { video: 2 } }, "spec.streams.video", /no video stream 2; there are 2/],
  ])("%j", async (spec, key, message) => {
    const error = await failureOf(() => planConversion(film, spec));
    expect(error.code).toBe("invalid-request");
    expect(error.message).toMatch(message);
    expect(error.details).toMatchObject({ key });
  });

  it.each([
    ["sound alone", source({ video: [] }), {}],
    [
      "E37 sound with a cover",
      source({ video: [picture({ codec: "mjpeg", dispositions: ["attached_pic"] })] }),
      {},
    ],
    ["neither picture nor sound wanted", source(), { video: false, audio: false }],
    ["no picture wanted and no sound there", source({ audio: [] }), { video: false }],
  ] as const)("no-video: %s", async (_what, from, spec) => {
    expect((await failureOf(() => planConversion(from, spec))).code).toBe("no-video");
  });
});
