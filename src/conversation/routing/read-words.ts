/**
 * What a word does in a request. `export` to `upload` name a wish; `hand` asks for a thing, `show` for information; the
 * rest may stand beside them. A `property`, such as "the resolution", names no `format` by itself. What the user is to `bring` ("I'll send
 * you", "into the project") fits no wish. A word in none of these classes makes the request a message.
 */
export type WordClass =
  | "export"
  | "hand"
  | "product"
  | "pronoun"
  | "indefinite"
  | "format"
  | "property"
  | "place"
  | "origin"
  | "bring"
  | "credits"
  | "more"
  | "state"
  | "status"
  | "project"
  | "show"
  | "upload"
  | "media"
  | "address"
  | "control"
  | "link";

/** Words of a class; matched at the present place only. */
export type Pattern = readonly [WordClass, RegExp];

const containers = "mp4|mov|m4v|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac|flv|wmv|mts|m2ts|mxf|3gp|ogv";
const separator = /[\s\p{P}\p{S}\p{Cf}\p{M}\p{Cc}]+/uy;
const address = /https?:\/\/[^\s"'<>，。；！？、）】」”]+/iuy;
const plainFile = new RegExp(String.raw`[\w~./\\:%@+()-]*[\w)]\.(?:${containers})(?![\w])`, "iuy");
/** A name in any letters, only where a word begins: in a run of Chinese it could begin anywhere. */
const anyFile = new RegExp(
  String.raw`(?<=[\s"'“‘「『：:]|上传|导入)[^\s"'“”‘’「」『』<>，。；！？、：:]+\.(?:${containers})(?![\w])`,
  "iuy",
);

const wholePath = new RegExp(
  String.raw`^["']?(?:[a-z]:\\|~\/|\.{1,2}\/|\/|file:\/\/)[^\n"']*\.(?:${containers})["']?$`,
  "iu",
);
const wholeAddress = new RegExp(String.raw`^https?:\/\/\S+\.(?:${containers})(?:[?#]\S*)?$`, "iu");

/** Whether the text is nothing but the path, which may have spaces in it, or the address of a media file. */
export function isPath(text: string): boolean {
  return wholePath.test(text.trim()) || wholeAddress.test(text.trim());
}

/**
 * The classes of all words in the order of the text; undefined when there is one that no class has. From left to right,
 * the longest match wins, without a step back.
 */
export function readWords(text: string, patterns: readonly Pattern[]): WordClass[] | undefined {
  const classes: WordClass[] = [];
  const plain = text.normalize("NFKC").replace(/[’‘]/g, "'");
  let at = 0;
  while (at < plain.length) {
    const word =
      longest(plain, at, [["address", address], ["media", plainFile], ...patterns]) ??
      longest(plain, at, [["media", anyFile]]);
    if (word) {
      classes.push(word.type);
      at = word.end;
      continue;
    }
    const next = endOf(plain, at, separator);
    if (next === undefined) return undefined;
    at = next;
  }
  return classes;
}

function longest(text: string, at: number, patterns: readonly Pattern[]) {
  let best: { type: WordClass; end: number } | undefined;
  for (const [type, pattern] of patterns) {
    const end = endOf(text, at, pattern);
    if (end !== undefined && end > (best?.end ?? at)) best = { type, end };
  }
  return best;
}

function endOf(text: string, at: number, pattern: RegExp): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
