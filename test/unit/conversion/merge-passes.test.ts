import { describe, expect, it } from "vitest";
import {
  type ConversionSpec,
  groupPlans,
  type MediaInfo,
  mergePasses,
  planConversion,
} from "../../../src/conversion/index.js";
import { splitFilters } from "../../../src/conversion/merge-passes.js";
import { hdr10, picture, source, valueOf } from "./sample-source.js";

const at = (height: number, more: ConversionSpec = {}): ConversionSpec => ({ ...more, video: { height } });

function merge(specs: ConversionSpec[], media: MediaInfo = source()) {
  return mergePasses(
    specs.map((spec) => planConversion(media, spec).passes[0]!),
    media,
  );
}

function groupsOf(...specs: ConversionSpec[]) {
  const plans = specs.map((spec) => planConversion(source(), spec));
  return groupPlans(plans);
}

describe("E62 the graph of several encodes", () => {
  it("splits at once where nothing is shared", () => {
    const { graph, outputs } = merge([at(720), at(480)]);
    expect(graph).toBe(
      "sws_flags=bicubic;[0:0]split=2[out0_in][out1_in];" +
        "[out0_in]scale=1280:720:flags=lanczos,setsar=1,format=yuv420p[out0];" +
        "[out1_in]scale=854:480:flags=lanczos,setsar=1,format=yuv420p[out1]",
    );
    for (const [number, output] of outputs.entries()) {
      expect(output).not.toContain("-filter:v:0");
      expect(valueOf(output, "-map")).toBe(`[out${number}]`);
      expect(output).toEqual(expect.arrayContaining(["-map", "0:1", "-c:v:0", "libx264"]));
    }
  });

  it("does before the split what all begin with", () => {
    const interlaced = source({ video: [picture({ fieldOrder: "tt" })] });
    expect(merge([at(720), at(480), {}], interlaced).graph).toMatch(
      /^sws_flags=bicubic;\[0:0\]bwdif=mode=send_frame,split=3/,
    );
    const hdr = source({ video: [picture({ ...hdr10, width: 3840, height: 2160 })] });
    const { graph } = merge([at(720), at(480)], hdr);
    expect(graph.match(/tonemap=tonemap/g)).toHaveLength(1);
    expect(graph).toMatch(/tonemap=hable[^;]*,split=2/);
  });

  it("shares among some what only some begin with, and a whole chain among the same", () => {
    const hdr = source({ video: [picture({ ...hdr10, width: 3840, height: 2160 })] });
    const keep: ConversionSpec = { video: { codec: "hevc", hdr: "keep", height: 720 } };
    const { graph } = merge([at(720), keep, at(480)], hdr);
    expect(graph.match(/tonemap=tonemap/g)).toHaveLength(1);
    const same = merge([at(720), at(720, { audio: false })]);
    expect(same.graph).toBe(
      "sws_flags=bicubic;[0:0]scale=1280:720:flags=lanczos,setsar=1,format=yuv420p,split=2[out0][out1]",
    );
  });

  it("says the language, which a graph forgets", () => {
    const media = source({ video: [picture({ language: "fra" })] });
    expect(merge([at(720), at(480)], media).outputs[1]).toEqual(
      expect.arrayContaining(["-metadata:s:v:0", "language=fra"]),
    );
  });

  it("makes constant rates by a filter where an old ffmpeg has one timing for all", () => {
    const old = (spec: ConversionSpec) =>
      planConversion(source(), spec).passes[0]!.map((arg) => (arg === "-fps_mode" ? "-vsync" : arg));
    const { graph, outputs } = mergePasses(
      [old({ video: { height: 720, fps: 15 } }), old({ video: { height: 480 } })],
      source(),
    );
    expect(graph).toMatch(/format=yuv420p,fps=15\[out0\]/);
    expect(outputs.map((output) => valueOf(output, "-vsync"))).toEqual(["vfr", "vfr"]);
  });
});

describe("E62 which plans share a decode", () => {
  it("are those that encode the same picture in one pass", () => {
    expect(groupsOf(at(720), {}, at(480), { targetSize: 5_000_000 }, { video: { bitrate: 1e6 } })).toEqual([
      [0, 2],
      [1],
      [3],
      [4],
    ]);
  });

  it("not with another beginning", () => {
    expect(groupsOf(at(720), at(480, { trim: { start: 5 } }), at(360, { trim: { start: 5 } }))).toEqual([
      [0],
      [1, 2],
    ]);
  });
});

describe("a filter chain", () => {
  it("is cut at its commas, not at those that are escaped or quoted", () => {
    expect(splitFilters("a=1:2,b,c='x,y',d=e\\,f")).toEqual(["a=1:2", "b", "c='x,y'", "d=e\\,f"]);
    expect(splitFilters("")).toEqual([]);
  });
});
