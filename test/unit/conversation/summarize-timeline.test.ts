import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarizeTimeline } from "../../../src/conversation/later.js";
import type { Draft } from "../../../src/wire/index.js";
import * as answers from "../../support/answers.js";

function summary(...tracks: unknown[]): string {
  return summarizeTimeline({ t: tracks } as Draft);
}

describe("R23 the timeline on one line", () => {
  it("has the form of the contract", () => {
    expect(summarizeTimeline(answers.draft)).toBe(
      'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)',
    );
  });

  it("has the same form for a draft with explicit places and names of tracks", () => {
    const video = { id: "s1", name: "city timelapse", d: 10_000, m: { start: 0 } };
    const music = { id: "s2", name: "Lo-fi", d: 10_000, m: { start: 0, volume: 0.35 } };
    const title = { id: "s3", name: "title", d: 3000, m: { start: 0, text: "Urban Dreams" } };
    expect(
      summary({ tt: 0, sg: [video] }, { tt: 1, sg: [music], m: { name: "BGM" } }, { tt: 7, sg: [title] }),
    ).toBe(
      'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)',
    );
  });

  it("has the segments of a track one after the other, where they say no place", () => {
    expect(
      summary({
        tt: 0,
        sg: [
          { name: "a", d: 2500 },
          { name: "b", d: 1333 },
          { name: "c", m: { start: 9000 } },
        ],
      }),
    ).toBe("Timeline (1 track): 1. Video: a (0-2.5s); b (2.5-3.83s); c (from 9s)");
  });

  it.each([
    ["none, which is as recorded", { tt: 1, sg: [{ name: "x", d: 1000 }] }, "(0-1s)"],
    ["of 100 %", { tt: 1, sg: [{ name: "x", d: 1000, m: { volume: 1 } }] }, "(0-1s)"],
    ["of nothing", { tt: 1, sg: [{ name: "x", d: 1000, m: { volume: 0 } }] }, "(0-1s, 0%)"],
    ["of more", { tt: 1, sg: [{ name: "x", d: 1000, volume: 1.5 }] }, "(0-1s, 150%)"],
    ["in percent", { tt: 1, sg: [{ name: "x", d: 1000, m: { volume: 35 } }] }, "(0-1s, 35%)"],
    ["of the track", { tt: 1, sg: [{ name: "x", d: 1000 }], m: { volume: 0.5 } }, "(0-1s, 50%)"],
  ])("tells a volume %s", (_, track, facts) => {
    expect(summary(track)).toBe(`Timeline (1 track): 1. BGM: x ${facts}`);
  });

  it.each([
    ["title", { title: "x" }],
    ["file", { m: { file: "/films/x" } }],
    ["address, which may be signed", { m: { url: "https://cdn.test/films/x?sig=s3cr3t" } }],
    ["something inside of it", { m: { media: { info: {} } }, resource: { filename: "x" } }],
    ["prompt", { m: { prompt: "x" } }],
  ])("names a segment by its %s", (_, segment) => {
    expect(summary({ tt: 0, sg: [{ d: 1000, ...segment }] })).toBe("Timeline (1 track): 1. Video: x (0-1s)");
  });

  it("takes sound that comes from a video for no music", () => {
    const clip = { id: "s1", name: "clip.mp4", d: 2000 };
    expect(summary({ tt: 0, sg: [clip] }, { tt: 1, sg: [clip] })).toBe(
      "Timeline (2 tracks): 1. Video: clip.mp4 (0-2s) 2. Audio: clip.mp4 (0-2s)",
    );
  });

  it("has a word for what is unknown or empty", () => {
    expect(summary({ tt: 5, sg: [{ name: "x", d: 1000 }] }, { sg: [{ d: 1000 }] }, { tt: 7, sg: [] })).toBe(
      "Timeline (3 tracks): 1. Track of type 5: x (0-1s) 2. Track: untitled (0-1s) 3. Title (empty)",
    );
    expect(summarizeTimeline({})).toBe("Timeline (0 tracks)");
  });

  it("cuts what is too long and breaks no line", () => {
    const text = summary({ tt: 7, sg: [{ d: 1000, m: { text: `two\nlines ${"x".repeat(200)}` } }] });
    expect(text).toMatch(/^Timeline \(1 track\): 1\. Title: "two lines x{69}…" \(0-1s\)$/);
  });

  it("never throws, whatever a draft holds", () => {
    const key = fc.constantFrom("t", "tt", "sg", "d", "m", "name", "start", "volume", "text", "url");
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof({ maxDepth: 6 }, fc.jsonValue(), fc.array(tie("json")), fc.dictionary(key, tie("json"))),
    }));
    const tracks = fc.array(fc.dictionary(key, json), { maxLength: 3 });
    fc.assert(
      fc.property(fc.oneof(json, fc.record({ t: tracks })), (draft) => {
        expect(summarizeTimeline(draft as Draft)).toMatch(/^Timeline \(\d+ tracks?\)(?:: 1\. .*)?$/u);
      }),
    );
  });
});
