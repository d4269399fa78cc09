import { isDeepStrictEqual } from "node:util";
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
  ..."rotate,90,degrees,mono,5.1,48 kHz,first,10 seconds,from,1:30,burn,subtitles,English,audio track,2,4M,HD,keyframe".split(
    ",",
  ),
  ..."every,HDR,SDR,profile,level,4.1,deinterlace,fragmented,upscale,compress,quality,ffmpeg,-i,out.mp4,-vf,scale=2:2".split(
    ",",
  ),
  ..."旋转,度,顺时针,前,秒,从,字幕,烧录,音轨,第二条,单声道,采样率,静音,放大,英语,关键帧间隔,压缩,高清,最后,跳过".split(
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

/** How long the filler is that stands there; white space, punctuation and the signs of prose are filler, too. */
function fillersAt(text: string, at: number): number[] {
  return [englishFiller, chineseFiller, /[\s\p{P}+|→>=]/uy].flatMap((pattern) => {
    const sticky = new RegExp(pattern.source, pattern.flags);
    sticky.lastIndex = at;
    const length = sticky.exec(text)?.[0].length ?? 0;
    return length > 0 ? [length] : [];
  });
}

describe("R42 any text", () => {
  it("never throws, gives the same answer twice, and a spec that is normal", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseRequest(text);
        if (!isDeepStrictEqual(parseRequest(text), parsed)) expect(parseRequest(text)).toEqual(parsed);
        const normal = normalizeSpec(parsed.spec);
        if (!isDeepStrictEqual(normal, parsed.spec)) expect(parsed.spec).toStrictEqual(normal);
      }),
      { numRuns: 10_000 },
    );
  });

  it("loses no word: each is understood, reported, or filler", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (!isAccountedFor(text, parseRequest(text))) expect(parseRequest(text)).toBe(text);
      }),
      { numRuns: 10_000 },
    );
  });

  it("applies what is usual where it asks, and asks in the language of the request", () => {
    fc.assert(
      fc.property(sentence, (text) => {
        const { spec, questions, language } = parseRequest(text);
        for (const { field, text: asked, default: usual } of questions) {
          expect(/\p{Script=Han}/u.test(asked)).toBe(language === "zh");
          const value = field
            .split(".")
            .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], spec);
          expect({ text, field, value }).toEqual({ text, field, value: usual });
        }
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

  // Of eight times the text a reader that looks at each place once needs eight times as long, one that goes back
  // from each place to the beginning 64 times.
  it.each([
    "魔法",
    "a-",
    "1,000",
    "1",
    "4k ",
    "4K转",
    "audio tracks 1 and ",
    "the ",
    "trim from ",
    "convert cut only ",
    "10:",
    "-vf a,",
    '"',
    "./a",
    "不要",
    "第一",
    "从1秒到",
    "英语和",
    "🎬",
    "remove the any ",
    "of ",
  ])("takes a time in proportion to the length: %j again and again", (unit) => {
    const [short, long] = [5000, 40_000].map((length) => {
      const text = unit.repeat(length / unit.length);
      return Math.min(...[1, 2, 3].map(() => timeOf(text)));
    });
    expect(long! / Math.max(short!, 5)).toBeLessThan(32);
  });
});

function timeOf(text: string): number {
  const started = performance.now();
  parseRequest(text);
  return performance.now() - started;
}
