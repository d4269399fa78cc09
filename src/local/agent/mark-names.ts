/** An upload, as far as a sentence can speak of it. */
export interface NamedFile {
  /** With its extension. */
  name: string;
  hasPicture: boolean;
}

/** A sentence in which quoted texts and names of files are one character each, so that nothing in them is read as words. */
export interface MarkedSentence {
  text: string;
  /** What a mark stands for, without its quotes. */
  valueOf: (mark: string) => string;
  /** A piece of the sentence as it was written. */
  restore: (piece: string) => string;
}

// Characters for private use (Unicode, 23.5), a block for each kind.
const blocks = { quote: 0xe000, sound: 0xe100, picture: 0xe200 } as const;
export const quoteMark = "[\\ue000-\\ue0ff]";
export const soundMark = "[\\ue100-\\ue1ff]";
export const pictureMark = "[\\ue200-\\ue2ff]";
export const fileMark = "[\\ue100-\\ue2ff]";

const sounds = "mp3|wav|m4a|aac|flac|ogg|oga|opus|wma|aiff?";
const pictures = "mp4|mov|avi|webm|mkv|m4v|wmv|flv|m2?ts|mxf|mpe?g|3gp|ogv|gif|png|jpe?g|webp";
const quoted =
  /"([^"\n]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』|《([^》]+)》|(?<![\p{L}\p{N}])'((?:[^'\n]|'(?=\p{L}))+)'(?!\p{L})|‘((?:[^’]|’(?=\p{L}))+)’(?!\p{L})/gu;
// No file system has longer names; without an end to it, a row of dots would be read again from each of them.
const fileName = new RegExp(
  String.raw`[^\s\p{Script=Han},;:"'()，。；：、“”「」\ue000-\ue2ff*~/\\]{1,255}\.(?:(${sounds})|${pictures})(?![\p{L}\p{N}])`,
  "giu",
);
/** Names without their extension that a sentence uses in their own meaning. */
const ordinary =
  /^(?:the|video|clip|film|movie|music|song|sound|audio|track|title|intro|outro|text|picture|image|end|start|视频|音乐|标题|片头|片尾)$/i;

/** Pure. */
export function markNames(message: string, files: readonly NamedFile[]): MarkedSentence {
  const values: { value: string; written: string; mark: string }[] = [];
  const mark = (kind: keyof typeof blocks, value: string, written: string): string => {
    if (values.length > 0xff) return written;
    const character = String.fromCharCode(blocks[kind] + values.length);
    const known = kind === "quote" ? undefined : files.find(({ name }) => isCalled(name, value));
    values.push({ value: known?.name ?? value, written, mark: character });
    return character;
  };
  const kindOf = (name: string): "sound" | "picture" | undefined => {
    const known = files.find((file) => isCalled(file.name, name));
    if (known) return known.hasPicture ? "picture" : "sound";
    const [match] = name.matchAll(fileName);
    if (match?.[0] !== name) return undefined;
    return match[1] === undefined ? "picture" : "sound";
  };
  let text = message.replace(/[\ue000-\uf8ff]/g, " ");
  text = text.replace(quoted, (written, ...groups: unknown[]) => {
    const value = groups.find((group): group is string => typeof group === "string") ?? "";
    return mark(kindOf(value) ?? "quote", value, written);
  });
  for (const name of namesIn(files)) {
    const pattern = new RegExp(
      `(?<!(?!\\p{Script=Han})[\\p{L}\\p{N}_.-])${escapeText(name)}(?![a-z0-9_]|\\.\\w|-)`,
      "giu",
    );
    text = text.replace(pattern, (written) => mark(kindOf(name)!, written, written));
  }
  text = text.replace(fileName, (written) => mark(kindOf(written)!, written, written));
  const find = (character: string) => values.find((each) => each.mark === character);
  return {
    // Full-width digits and letters are the same characters to everybody but a regular expression.
    text: text.normalize("NFKC").replace(/\s+/gu, " "),
    valueOf: (character) => find(character)?.value ?? character,
    restore: (piece) =>
      piece.replace(/[\ue000-\ue2ff]/g, (character) => find(character)?.written ?? character),
  };
}

/** Whether a file is meant by a name, with its extension or without. */
export function isCalled(file: string, name: string): boolean {
  const [called, said] = [file.toLowerCase(), name.trim().toLowerCase()];
  return called === said || withoutExtension(called) === said;
}

export function withoutExtension(name: string): string {
  return name.replace(/(?<=.)\.[^./\\\s]+$/, "");
}

/** Longest first, so that "beach 2.mp4" is not taken for "beach". */
function namesIn(files: readonly NamedFile[]): string[] {
  const stems = files
    .map(({ name }) => withoutExtension(name))
    .filter((stem) => stem.length > 2 && !ordinary.test(stem) && /\p{L}/u.test(stem));
  const names = [...new Set([...files.map(({ name }) => name), ...stems])];
  return names.sort((one, other) => other.length - one.length);
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
