import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeChanges } from "../../../src/conversation/later.js";
import type { Draft } from "../../../src/wire/index.js";
import * as answers from "../../support/answers.js";

type StateLike = Parameters<typeof describeChanges>[0];

const none: StateLike = { videoInfos: [], generatedMedia: [] };

function state(draft: unknown, more: Partial<StateLike> = {}): StateLike {
  return { ...none, draft: draft as Draft, ...more };
}

const city = { id: "v1", name: "city.mp4", d: 12_000, m: { start: 0 } };
const lofi = { id: "a1", name: "Lo-fi", d: 12_000, m: { start: 0 } };
const title = { id: "t1", d: 3000, m: { start: 0, text: "Urban Dreams" } };

function draft(video: unknown[] = [city], audio: unknown[] = [], text: unknown[] = [], d = 12_000) {
  const rows = [
    { tt: 0, sg: video },
    { tt: 1, sg: audio },
    { tt: 7, sg: text },
  ];
  return { t: rows.filter(({ sg }) => sg.length > 0), d };
}

const edits: { name: string; before: StateLike; after: StateLike; en: string[]; zh: string[] }[] = [
  {
    name: "the first video",
    before: none,
    after: state(draft()),
    en: ["Video added: city.mp4 (0-12s)"],
    zh: ["已添加视频：city.mp4 (0-12s)"],
  },
  {
    name: "a title",
    before: state(draft()),
    after: state(draft([city], [], [title])),
    en: ['Title added: "Urban Dreams" (0-3s)'],
    zh: ['已添加标题："Urban Dreams" (0-3s)'],
  },
  {
    name: "a title that goes",
    before: state(draft([city], [], [title])),
    after: state(draft()),
    en: ['Title removed: "Urban Dreams" (0-3s)'],
    zh: ['已移除标题："Urban Dreams" (0-3s)'],
  },
  {
    name: "a title with other words",
    before: state(draft([city], [], [title])),
    after: state(draft([city], [], [{ ...title, m: { start: 0, text: "City" } }])),
    en: ['Title changed: "Urban Dreams" -> "City"'],
    zh: ['标题已更改："Urban Dreams" -> "City"'],
  },
  {
    name: "a title without an id, with other words",
    before: state(draft([city], [], [{ d: 3000, m: { text: "A" } }])),
    after: state(draft([city], [], [{ d: 3000, m: { text: "B" } }])),
    en: ['Title changed: "A" -> "B"'],
    zh: ['标题已更改："A" -> "B"'],
  },
  {
    name: "a title later",
    before: state(draft([city], [], [title])),
    after: state(draft([city], [], [{ ...title, m: { ...title.m, start: 2500 } }])),
    en: ['Title moved: "Urban Dreams", 0-3s -> 2.5-5.5s'],
    zh: ['标题已移动："Urban Dreams"，0-3s -> 2.5-5.5s'],
  },
  {
    name: "a longer title",
    before: state(draft([city], [], [title])),
    after: state(draft([city], [], [{ ...title, d: 5000 }])),
    en: ['Title retimed: "Urban Dreams", 0-3s -> 0-5s'],
    zh: ['标题时间已调整："Urban Dreams"，0-3s -> 0-5s'],
  },
  {
    name: "a trim",
    before: state(draft()),
    after: state(draft([{ ...city, d: 10_000, m: { start: 0, from: 2000 } }], [], [], 10_000)),
    en: ["Trimmed: 12s -> 10s"],
    zh: ["已裁剪：12s -> 10s"],
  },
  {
    name: "a double speed",
    before: state(draft()),
    after: state(draft([{ ...city, d: 6000, m: { start: 0, speed: 2 } }], [], [], 6000)),
    en: ["Duration: 12s -> 6s", "Video speed: city.mp4, 1x -> 2x"],
    zh: ["时长：12s -> 6s", "视频速度：city.mp4，1x -> 2x"],
  },
  {
    name: "quieter music",
    before: state(draft([city], [lofi])),
    after: state(draft([city], [{ ...lofi, m: { start: 0, volume: 0.35 } }])),
    en: ["BGM volume: Lo-fi, 100% -> 35%"],
    zh: ["背景音乐音量：Lo-fi，100% -> 35%"],
  },
  {
    name: "a quieter track",
    before: state({ t: [{ tt: 1, sg: [lofi] }] }),
    after: state({ t: [{ tt: 1, sg: [lofi], m: { volume: 0.5 } }] }),
    en: ["BGM volume: Lo-fi, 100% -> 50%"],
    zh: ["背景音乐音量：Lo-fi，100% -> 50%"],
  },
  {
    name: "a track by another name",
    before: state({ t: [{ tt: 1, sg: [lofi] }] }),
    after: state({ t: [{ tt: 1, sg: [lofi], m: { name: "Voice" } }] }),
    en: ["Track renamed: BGM -> Voice"],
    zh: ["轨道已重命名：背景音乐 -> Voice"],
  },
  {
    name: "an empty track",
    before: state(draft()),
    after: state({ t: [...draft().t, { tt: 7, sg: [] }], d: 12_000 }),
    en: ["Track added: Title"],
    zh: ["已添加轨道：标题"],
  },
  {
    name: "the settings of a track",
    before: state({ t: [{ tt: 0, sg: [city], m: { spec: {} } }] }),
    after: state({ t: [{ tt: 0, sg: [city], m: { spec: { video: { crf: 20 } } } }] }),
    en: ["Track settings changed: Video"],
    zh: ["轨道设置已更改：视频"],
  },
  {
    name: "an unknown property of a segment",
    before: state(draft()),
    after: state(draft([{ ...city, filter: "warm" }])),
    en: ["Video changed: city.mp4"],
    zh: ["视频已更改：city.mp4"],
  },
  {
    name: "an insertion, which moves all behind it",
    before: state({ t: [{ tt: 0, sg: ["a", "b", "c", "d"].map((name) => ({ id: name, name, d: 1000 })) }] }),
    after: state({
      t: [{ tt: 0, sg: ["new", "a", "b", "c", "d"].map((name) => ({ id: name, name, d: 1000 })) }],
    }),
    en: ["Duration: 4s -> 5s", "Video added: new (0-1s)", "Video moved: 4 segments"],
    zh: ["时长：4s -> 5s", "已添加视频：new (0-1s)", "视频已移动：4 个片段"],
  },
  {
    name: "an upload",
    before: none,
    after: { ...none, videoInfos: [{ id: "1", name: "clip.mp4" }] },
    en: ["Media uploaded: clip.mp4"],
    zh: ["已上传素材：clip.mp4"],
  },
  {
    name: "generated media, whose address is signed",
    before: none,
    after: { ...none, generatedMedia: [{ kind: "music", url: "https://cdn.test/a/lofi.mp3?sig=s3cr3t" }] },
    en: ["Media generated: lofi.mp3"],
    zh: ["已生成素材：lofi.mp3"],
  },
  {
    name: "an aspect ratio",
    before: { ...none, canvasConfig: { width: 1920, height: 1080 } },
    after: { ...none, canvasConfig: { width: 1080, height: 1920 } },
    en: ["Aspect ratio: 16:9 -> 9:16"],
    zh: ["画面比例：16:9 -> 9:16"],
  },
  {
    name: "a canvas of another size",
    before: { ...none, canvasConfig: { width: 1920, height: 1080 } },
    after: { ...none, canvasConfig: { width: 1280, height: 720 } },
    en: ["Canvas: 1920x1080 -> 1280x720"],
    zh: ["画布：1920x1080 -> 1280x720"],
  },
  {
    name: "what nobody knows",
    before: state({ ...answers.draft, m: { engine: "v3" } }),
    after: state({ ...answers.draft, m: { engine: "v4" } }),
    en: ["The project changed"],
    zh: ["项目已更改"],
  },
];

describe("R20 what an edit changed", () => {
  it.each(edits)("$name", ({ before, after, en, zh }) => {
    expect(describeChanges(before, after, "en")).toEqual(en);
    expect(describeChanges(before, after, "zh")).toEqual(zh);
    expect(describeChanges(after, after, "en")).toEqual([]);
  });

  it("tells several changes, each on its own", () => {
    const after = state(draft([city], [lofi], [title]), { canvasConfig: { ratio: "9:16" } });
    expect(describeChanges(state(draft()), after, "en")).toEqual([
      "BGM added: Lo-fi (0-12s)",
      'Title added: "Urban Dreams" (0-3s)',
      "Aspect ratio: 9:16",
    ]);
  });

  it("does not care for the order of keys", () => {
    const { d, t } = draft();
    expect(describeChanges(state({ d, t }), state({ t, d }), "en")).toEqual([]);
  });
});

describe("R20 any two states", () => {
  const number = fc.oneof(fc.integer({ min: -5, max: 20_000 }), fc.double());
  const key = fc.constantFrom(
    "t",
    "tt",
    "sg",
    "d",
    "m",
    "id",
    "name",
    "start",
    "volume",
    "text",
    "speed",
    "x",
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, "", "clip.mp4", 0, 7),
      number,
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(key, tie("json"), { maxKeys: 4 }),
    ),
  }));
  const segment = fc.dictionary(key, json, { maxKeys: 4 });
  const track = fc.record({
    tt: fc.constantFrom(0, 1, 7, 9),
    sg: fc.array(segment, { maxLength: 3 }),
    m: json,
  });
  const anyDraft = fc.oneof(json, fc.record({ t: fc.array(track, { maxLength: 3 }), d: json }));
  const anyState = fc.record({
    draft: anyDraft,
    videoInfos: fc.array(json, { maxLength: 2 }),
    generatedMedia: fc.array(json, { maxLength: 2 }),
    canvasConfig: fc.oneof(fc.constant(undefined), segment),
  });
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    // Nothing is said by a key that holds null.
    const entries = Object.entries(value).filter(([, inner]) => inner !== null);
    entries.sort(([one], [other]) => one.localeCompare(other));
    return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
  };
  const asJson = (state: object) => {
    const whole = sorted(JSON.parse(JSON.stringify(state))) as Record<string, unknown>;
    // Nor by a draft or a canvas without anything in it.
    for (const name of ["draft", "canvasConfig"]) {
      if (JSON.stringify(whole[name]) === "{}") delete whole[name];
    }
    return JSON.stringify(whole);
  };

  it("tell of something exactly when they differ", () => {
    fc.assert(
      fc.property(
        anyState,
        anyState,
        fc.constantFrom("en" as const, "zh" as const),
        (before, after, language) => {
          const changes = describeChanges(before as StateLike, after as StateLike, language);
          expect(changes.length === 0).toBe(asJson(before) === asJson(after));
          expect(changes.every((change) => change.length > 0 && !change.includes("\n"))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("tell of nothing when they are equal", () => {
    fc.assert(
      fc.property(anyState, (any) => {
        expect(describeChanges(any as StateLike, structuredClone(any) as StateLike, "en")).toEqual([]);
      }),
    );
  });
});
