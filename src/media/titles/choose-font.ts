import { NemoError } from "../../errors/index.js";
import { runChild } from "../child.js";
import { fontFiles } from "./font-files.js";
import { hasPixels } from "./pixel-font.js";
import { type Font, readFont } from "./read-font.js";

/** In what a title is written: a font of the machine, or letters of our own. */
export interface Lettering {
  font: Font | "pixels";
  /** Of the title, what cannot be written: only pictographs, which titles can do without. */
  lacks: string[];
}

export interface LetteringOptions {
  ffmpeg: string;
  /** A font file that is to be used instead of those of the machine. */
  titleFont?: string;
  signal?: AbortSignal;
}

/**
 * The first font that has all of a text and works in this build; where there is none, our own letters, which are
 * English.
 *
 * @throws NemoError `render-failed` when there is no way to write the text
 */
export async function chooseLettering(text: string, options: LetteringOptions): Promise<Lettering> {
  const characters = [...new Set(Array.from(text))].filter((character) => /\S/.test(character));
  const written = characters.filter((character) => !isPictograph(character));
  for (const path of options.titleFont === undefined ? await fontFiles() : [options.titleFont]) {
    const font = await readFont(path);
    if (!font || !written.every((character) => font.has(character))) continue;
    if (!(await isUsable(path, options))) continue;
    return { font, lacks: characters.filter((character) => !font.has(character)) };
  }
  const missing = written.filter((character) => !hasPixels(character));
  if (missing.length > 0) throw noFont(text, missing, options);
  return { font: "pixels", lacks: characters.filter((character) => !hasPixels(character)) };
}

// Joiners, variation selectors and keycaps go with them.
const pictograph =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u{fe0e}|\u{fe0f}|\u{200d}|\u{20e3}/u;

function isPictograph(character: string): boolean {
  return pictograph.test(character);
}

const tried = new Map<string, Promise<boolean>>();

/** A build may lack the filter, or a library behind it: one frame tells. */
function isUsable(path: string, { ffmpeg, signal }: LetteringOptions): Promise<boolean> {
  const key = JSON.stringify([ffmpeg, path]);
  let trial = tried.get(key);
  if (!trial) {
    trial = tryFont(ffmpeg, path, signal);
    tried.set(key, trial);
    trial.catch(() => tried.delete(key));
  }
  return trial;
}

async function tryFont(ffmpeg: string, path: string, signal: AbortSignal | undefined): Promise<boolean> {
  const file = path.replace(/[\\':]/g, "\\$&").replace(/[\\'[\],;]/g, "\\$&");
  const input = ["-f", "lavfi", "-i", "color=black:size=64x64:rate=25:duration=0.04"];
  const args = ["-nostdin", "-v", "error", ...input, "-vf", `drawtext=fontfile=${file}:text=x`];
  const { code, wasAborted } = await runChild(ffmpeg, [...args, "-f", "null", "-"], { signal });
  if (wasAborted) throw signal!.reason;
  return code === 0;
}

function noFont(text: string, missing: string[], { titleFont }: LetteringOptions): NemoError {
  const where =
    titleFont === undefined ? "No font on this machine" : `The font ${titleFont} cannot be used, or`;
  const lacks = titleFont === undefined ? "has" : "lacks";
  return new NemoError(
    "render-failed",
    `${where} ${lacks} the characters ${missing.slice(0, 20).join(" ")} of the title ${JSON.stringify(text)}. Install a font that has them, for example Noto Sans CJK for Chinese, or name one in the option titleFont.`,
    { isRetryable: false, details: { characters: missing } },
  );
}
