import { describe, expect, it } from "vitest";
import { describeChanges } from "../../../src/conversation/describe-changes.js";
import { hasChanged, type StateLike } from "../../../src/conversation/fingerprint.js";

const draft = { t: [{ tt: 0, sg: [{ id: "b", d: 2000 }] }], d: 2000 };
const state = (rest: Partial<StateLike>): StateLike => ({ videoInfos: [], generatedMedia: [], ...rest });

describe("R20 R21 a state in which nothing was edited", () => {
  it.each<[string, Partial<StateLike>, Partial<StateLike>]>([
    ["a canvas without anything, and none", { draft, canvasConfig: {} }, { draft }],
    ["a canvas of nulls, and none", { draft, canvasConfig: { ratio: null } }, { draft }],
    ["no draft, and one without anything", {}, { draft: {} }],
    ["a null in the draft, and nothing there", { draft: { ...draft, m: null } }, { draft }],
    [
      "a null deep in the draft, and nothing there",
      { draft: { t: [{ tt: 0, sg: [{ id: "b", d: 2000, m: null }] }], d: 2000 } },
      { draft },
    ],
    [
      "a null in a list's item",
      { videoInfos: [{ name: "a.mp4", error: null }] },
      { videoInfos: [{ name: "a.mp4" }] },
    ],
  ])("is the same: %s", (_, before, after) => {
    expect(hasChanged(state(before), state(after))).toBe(false);
    expect(hasChanged(state(after), state(before))).toBe(false);
    expect(describeChanges(state(before), state(after), "en")).toEqual([]);
  });

  it.each<[string, Partial<StateLike>, Partial<StateLike>]>([
    ["a first draft", {}, { draft }],
    ["a canvas that came", { draft, canvasConfig: {} }, { draft, canvasConfig: { ratio: "9:16" } }],
    [
      "a segment's name that came",
      { draft: { ...draft, m: null } },
      { draft: { ...draft, m: { name: "a" } } },
    ],
    ["an empty list of tracks", { draft }, { draft: { ...draft, t: [] } }],
    ["a zero in the place of null", { draft: { ...draft, v: null } }, { draft: { ...draft, v: 0 } }],
  ])("but not with %s", (_, before, after) => {
    expect(hasChanged(state(before), state(after))).toBe(true);
    expect(describeChanges(state(before), state(after), "en")).not.toEqual([]);
  });

  it("says nothing of the canvas where only the clip was edited", () => {
    const shorter = { t: [{ tt: 0, sg: [{ id: "b", d: 1000 }] }], d: 1000 };
    const changes = describeChanges(state({ draft, canvasConfig: {} }), state({ draft: shorter }), "en");
    expect(changes.join()).not.toMatch(/canvas/i);
    expect(changes).not.toEqual([]);
  });
});
