import { readdir } from "node:fs/promises";
import { extname } from "node:path";
import { type ParsedRequest, parseRequest } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";
import { namedFiles } from "./named-files.js";

/** What a sentence wants converted: files one by one, or what it names itself. */
export type ConversionWish =
  | { kind: "batch" }
  | {
      kind: "files";
      files: string[];
      /** The sentence without their names. */
      text: string;
    };

/**
 * Whether a sentence asks for a conversion, and of what; undefined when it is a message to the agent. With files it is one only
 * when every word of it is understood. One that names no file means the only one of its kind where we are.
 *
 * @throws NemoError `invalid-request`, `source-missing`
 */
export async function conversionWish(
  text: string,
  files: readonly string[],
): Promise<ConversionWish | undefined> {
  if (files.length === 0) {
    const named = await namedFiles(text);
    if (named.files.length > 0) {
      const wish = await conversionWish(named.rest, named.files);
      if (wish) return wish;
    }
  }
  const parsed = parseRequest(text);
  const { selection, spec, understood, unrecognized } = parsed;
  const { batch, extensions, folder } = selection;
  const isNamed = extensions !== undefined || folder !== undefined;
  if (files.length === 0 && batch && isNamed) return { kind: "batch" };
  const isConversion = Object.keys(spec).length > 0 || understood.some(({ field }) => field === "container");
  if (!isConversion) return undefined;
  if (files.length > 0) {
    return unrecognized.length === 0 ? { kind: "files", files: [...files], text } : undefined;
  }
  if (extensions === undefined) return undefined;
  if (unrecognized.length > 0) throw notUnderstood(parsed);
  return { kind: "files", files: [await onlyFile(extensions, parsed.language)], text };
}

async function onlyFile(extensions: readonly string[], language: ParsedRequest["language"]): Promise<string> {
  const entries = await readdir(".", { withFileTypes: true });
  const found = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .filter((name) => extensions.includes(extname(name).slice(1).toLowerCase()))
    .sort();
  if (found.length === 1) return found[0]!;
  const kinds = extensions.map((each) => `.${each}`).join(" or ");
  const shown = found.slice(0, 5).join(", ") + (found.length > 5 ? ", …" : "");
  const here = found.length === 0 ? `no ${kinds} file` : `${found.length} such files, ${shown}`;
  throw new NemoError(
    found.length === 0 ? "source-missing" : "invalid-request",
    `There is ${here} in this folder.`,
    {
      details: { extensions, found },
      language,
      action: {
        message:
          language === "zh"
            ? '请在句子之后给出文件，例如 nemo-converter ask "压缩到25MB以内" clip.mov'
            : 'Give the file after the sentence, for example: nemo-converter ask "compress it under 25MB" clip.mov',
      },
    },
  );
}

function notUnderstood({ unrecognized, language }: ParsedRequest): NemoError {
  const words = unrecognized.map((word) => `"${word}"`).join(", ");
  return new NemoError("invalid-request", `The sentence has words that were not understood: ${words}.`, {
    details: { unrecognized },
    language,
    action: {
      message:
        language === "zh"
          ? "请换一种说法；若是对助手说的话，请附上文件。"
          : "Say it in other words; if it is meant for the agent, give the file along with it.",
    },
  });
}
