import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeSpec, type ParsedRequest, parseRequest } from "../../../../src/conversion/index.js";
import { chineseFiller } from "../../../../src/conversion/words/chinese-selection.js";
import { englishFiller } from "../../../../src/conversion/words/english-selection.js";

const words = [
  ..."H.264,x265,HEVC,av1,AAC,mp3,4000k,192kbps,25MB,2GB,500兆,CRF,20,-crf,-an,-maxrate,1080p,4K,1280x720".split(
    ",",
  ),
  ..."30fps,under,to,at,for,with,the,all,MKV,MP4,files,in,~/raw,./clip.mkv,video,audio,bitrate,max,no".split(
    ",",
  ),
  ..."re-encode,copy,without,email,YouTube,把,转成,码率,音频,压缩到,以内,不要,重新编码,文件夹,帧,所有,魔法".split(
    ",",
  ),
  ..."don't,or,-,->,/,=,<,🎬,half,upside,8000000,preset,(,),\",。,，".split(","),
];
const sentence = fc
  .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(" ", " ", " ", "", ", ", "，", "\n")), {
    maxLength: 16,
  })
  .map((pieces) => pieces.flat().join(""));
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 40,
  }),
  sentence,
);

/** Whether the text is nothing but its understood words, its unrecognized ones, each in order, and filler. */
function isAccountedFor(text: string, { understood, unrecognized }: ParsedRequest): boolean {
  const whole = text.normalize("NFKC").replace(/\s+/gu, " ");
  const words = understood.map((piece) => piece.text);
  const failed = new Set<string>();
  const from = (at: number, known: number, unknown: number): boolean => {
    if (at === whole.length) return known === words.length && unknown === unrecognized.length;
    const state = [at, known, unknown].join();
    if (failed.has(state)) return false;
    const takes = (piece: string | undefined) => piece !== undefined && whole.startsWith(piece, at);
    const isDone =
      (takes(words[known]) && from(at + words[known]!.length, known + 1, unknown)) ||
      (takes(unrecognized[unknown]) && from(at + unrecognized[unknown]!.length, known, unknown + 1)) ||
      fillersAt(whole, at).some((length) => from(at + length, known, unknown));
    if (!isDone) failed.add(state);
    return isDone;
  };
  return from(0, 0, 0);
}

/** How long the filler is that stands there; all that is no letter and no digit is filler, too. */
function fillersAt(text: string, at: number): number[] {
  return [englishFiller, chineseFiller, /[^\p{L}\p{N}]/uy].flatMap((pattern) => {
    const sticky = new RegExp(pattern.source, pattern.flags);
    sticky.lastIndex = at;
    const length = sticky.exec(text)?.[0].length ?? 0;
    return length > 0 ? [length] : [];
  });
}

describe("R42 any text", () => {
  it("never throws, gives the same answer twice, and a spec that the schema takes", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseRequest(text);
        expect(parseRequest(text)).toEqual(parsed);
        const { crf, ...video } = parsed.spec.video || {};
        const spec = { ...parsed.spec, ...(parsed.spec.video && { video }) };
        expect(normalizeSpec(spec)).toStrictEqual(spec);
        if (crf !== undefined) expect(normalizeSpec({ video: { crf } })).toStrictEqual({ video: { crf } });
      }),
      { numRuns: 2000 },
    );
  });

  it("loses no word: each is understood, reported, or filler", () => {
    fc.assert(
      fc.property(sentence, (text) => {
        expect(isAccountedFor(text, parseRequest(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("the check above does find a lost word", () => {
    const parsed = parseRequest("H.264 upside down 1080p");
    expect(isAccountedFor("H.264 upside down 1080p", { ...parsed, unrecognized: ["upside"] })).toBe(false);
    expect(isAccountedFor("H.264 upside down 1080p", { ...parsed, understood: [] })).toBe(false);
  });

  it("reports every word of nonsense", () => {
    const nonsense = fc.stringMatching(/^q[xzjkv]{3,9}$/);
    fc.assert(
      fc.property(fc.array(nonsense, { minLength: 1, maxLength: 8 }), (text) => {
        expect(parseRequest(text.join(" ")).unrecognized).toEqual(text);
      }),
    );
  });

  it("has no filler that carries a number, a negation or a choice", () => {
    for (const text of [
      "1",
      "20",
      "half",
      "double",
      "not",
      "no",
      "don't",
      "never",
      "or",
      "except",
      "不",
      "没",
      "别",
      "或",
      "只",
    ]) {
      expect(fillersAt(text, 0), text).not.toContain(text.length);
    }
  });

  it("takes a long text in no time", () => {
    const started = performance.now();
    expect(parseRequest("魔法".repeat(10_000)).unrecognized).not.toEqual([]);
    expect(parseRequest(`convert ${"a-".repeat(10_000)} ${"1,000".repeat(2000)}`).unrecognized).not.toEqual(
      [],
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
