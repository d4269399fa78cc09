import { writeFile } from "node:fs/promises";
import { type DrawnTitle, type Frame, layOutTitle, type TimelineTitle } from "../../conversion/index.js";
import { chooseLettering, type LetteringOptions } from "./choose-font.js";
import { drawPixels } from "./draw-pixels.js";
import type { Font } from "./read-font.js";

export interface DrawTitlesOptions extends LetteringOptions {
  frame: Frame;
  /** A path that nobody else uses; the caller removes what was written there. */
  newPath: () => Promise<string>;
}

/**
 * Makes titles ready to be laid over a film: each is written to files that the run reads, so that no character of it can
 * be taken for anything but text.
 *
 * @throws NemoError `render-failed` when a title cannot be written
 */
export async function drawTitles(
  titles: readonly TimelineTitle[],
  options: DrawTitlesOptions,
): Promise<{ drawn: DrawnTitle[]; warnings: string[] }> {
  const drawn: DrawnTitle[] = [];
  const warnings: string[] = [];
  for (const title of titles) {
    const text = cleaned(title.text);
    if (text.trim() === "") continue;
    const { font, lacks } = await chooseLettering(text, options);
    const written = { ...title, text: without(text, lacks) };
    if (lacks.length > 0) {
      warnings.push(
        `No font has ${lacks.join(" ")} of the title ${JSON.stringify(text)}: it is left out there.`,
      );
    }
    if (written.text.trim() === "") continue;
    drawn.push(await (font === "pixels" ? inPixels(written, options) : inFont(written, font, options)));
  }
  return { drawn, warnings };
}

/** Control characters mean nothing in a title, half a character is none. */
function cleaned(text: string): string {
  return text.replace(/\t/g, " ").replace(/(?![\n\r])\p{Cc}|\p{Cs}/gu, "");
}

function without(text: string, lacking: readonly string[]): string {
  const kept = Array.from(text).filter((character) => !lacking.includes(character));
  return kept.join("").replace(/ {2,}/g, " ").trim();
}

async function inFont(
  title: TimelineTitle,
  font: Font,
  { frame, newPath }: DrawTitlesOptions,
): Promise<DrawnTitle> {
  const widthOf = (text: string) =>
    Array.from(text).reduce((sum, character) => sum + font.widthOf(character), 0);
  const { fontSize, lines } = layOutTitle(title, frame, widthOf);
  const files: string[] = [];
  for (const { text } of lines) {
    const file = await newPath();
    await writeFile(file, text);
    files.push(file);
  }
  const { start, end } = title;
  return {
    ...{ kind: "text", start, end, fontFile: font.path, fontSize },
    lines: lines.map((line, index) => ({ ...line, file: files[index]! })),
  };
}

async function inPixels(title: TimelineTitle, { frame, newPath }: DrawTitlesOptions): Promise<DrawnTitle> {
  const { samples, ...place } = drawPixels(title, frame);
  const file = await newPath();
  await writeFile(file, samples);
  return { kind: "picture", start: title.start, end: title.end, file, ...place };
}
