import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { routeMessage, translateGuiText } from "../../src/conversation/later.js";
import {
  describeSpec,
  normalizeSpec,
  parseRequest,
  specInMessage,
  variantsInMessage,
} from "../../src/conversion/index.js";
import { NemoError } from "../../src/errors/index.js";
import { readEdits } from "../../src/local/agent/read-edits.js";
import { attempts, patience } from "./runs.js";

const block = "```json\n";
const readers: [string, (text: string) => unknown][] = [
  ["parseRequest", parseRequest],
  ["routeMessage", routeMessage],
  ["translateGuiText", translateGuiText],
  ["readEdits", (text) => readEdits(text, [{ name: "clip.mp4", hasPicture: true }])],
  ["the block of a message", specInMessage],
  ["the variants of a message", variantsInMessage],
];

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 60,
  }),
  fc.json().map((json) => `${block}${json}\n\`\`\``),
  fc
    .anything()
    .map((value) => `x ${block}${JSON.stringify({ video: value, audio: { bitrate: value } })}\n\`\`\``),
  fc.constantFrom(
    `${block}{"__proto__":{"polluted":1}}\n\`\`\``,
    `${block}{"constructor":{"prototype":{"polluted":1}}}\n\`\`\``,
    `${block}{"variants":{"__proto__":{},"../../x":{}}}\n\`\`\``,
    `${block}{"video":{"preset":"fast -i /etc/passwd","level":"4.1;x","crf":"-1"}}\n\`\`\``,
    `${block}{"streams":{"audio":["$(id)","-i"]}}\n\`\`\``,
    `${block}${"[".repeat(50_000)}${"]".repeat(50_000)}\n\`\`\``,
    `${block}{"variants":{"a":${'{"video":'.repeat(20_000)}1${"}".repeat(20_000)}}}\n\`\`\``,
    `${block}{"targetSize":1e999,"trim":{"start":-1e999}}\n\`\`\``,
  ),
);

describe.each(readers)("R22 R42 any text: %s", (_name, read) => {
  it(
    "is understood or refused by a NemoError, and pollutes nothing",
    () => {
      fc.assert(
        fc.property(anyText, (text) => {
          try {
            read(text);
          } catch (error) {
            expect(NemoError.isInstance(error) ? "NemoError" : error).toBe("NemoError");
          }
          expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
        }),
        attempts(60),
      );
    },
    patience,
  );
});

describe("R84 what was understood, said back", () => {
  it(
    "is a sentence of which the same is understood, in both languages",
    () => {
      fc.assert(
        fc.property(
          fc.string({ unit: "grapheme", maxLength: 60 }),
          fc.constantFrom("en", "zh"),
          (text, language) => {
            const spec = normalizeSpec(parseRequest(text).spec);
            const said = describeSpec(spec, language);
            expect(describeSpec(parseRequest(said).spec, language as "en")).toBe(said);
          },
        ),
        attempts(100),
      );
    },
    patience,
  );
});

/** What each grammar repeats, begins without ending, or may leave out. */
const units = [
  ..." |\n|\t|a|1|.|,|-|/|:|'|\"|`|(|魔|，|。|“|👋|\u0301|\u200d".split("|"),
  ..."click |open the |panel |button |drag |drop it |export |“export” |timeline |点击|打开|面板|按钮|导出".split(
    "|",
  ),
  ..."add a title |at |from |to |seconds |mute |cut the |and |then |speed up |rotate |caption |把|到|秒|删除|加|标题".split(
    "|",
  ),
  ..."H.264 |crf |bitrate |4000k |1080p |under |MB |audio |track |1, |-vf |/home/|~/|./|.mkv |files in |all |不要|压缩到|第".split(
    "|",
  ),
  block,
  `${block}\n`,
  `${block} `,
  "```",
  "\n```",
  "```json",
  "1:",
  "1 and ",
  "0:0",
  "don't ",
  "no ",
  "clip.mp4 ",
];

describe("R42 catastrophic backtracking", () => {
  // Eight times the text takes a reader that looks at each place once eight times as long, one that goes back from each
  // place 64 times: what is caught is anything worse, a cubic one takes 512 times.
  it.each(readers)(
    "%s takes no time beyond the square of a text's length, whatever is repeated",
    (_name, read) => {
      const slow = units.filter((unit) => {
        // A start that is never ended makes the difference between "found" and "tried everywhere".
        return [
          unit.repeat(Math.ceil(4000 / unit.length)),
          block + unit.repeat(Math.ceil(4000 / unit.length)),
        ].some((long) => {
          const short = long.slice(0, long.length / 8);
          return cpuOf(read, long) / Math.max(cpuOf(read, short), 4) > 150;
        });
      });
      expect(slow).toEqual([]);
    },
    patience,
  );
});

/** In milliseconds of the processor's time, which other programs do not take away. */
function cpuOf(read: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage();
  try {
    read(text);
  } catch {
    // Refused, which takes its time as well.
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
