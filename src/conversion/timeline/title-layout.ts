import type { Size, TimelineTitle } from "./montage.js";

/** Where the lines of a title stand. */
export interface TitleLayout {
  /** Of the letters, in pixels. */
  fontSize: number;
  lines: { text: string; x: number; y: number; width: number }[];
}

const lineHeight = 1.25;
// A twelfth of the shorter side is read on a phone, too.
const usual = 1 / 12;
const smallest = 8;
const most = { width: 0.9, height: 0.9 };

/**
 * Breaks a title into lines that fit into the picture, smaller where it is long, and finds their places. Pure.
 *
 * @param widthOf of a text, in parts of the letters' size
 */
export function layOutTitle(
  { text, position }: Pick<TimelineTitle, "text" | "position">,
  frame: Size,
  widthOf: (text: string) => number,
): TitleLayout {
  const room = { width: frame.width * most.width, height: frame.height * most.height };
  let fontSize = Math.max(smallest, Math.round(Math.min(frame.width, frame.height) * usual));
  let lines = breakLines(text, room.width / fontSize, widthOf);
  const isTooLarge = () =>
    lines.length * fontSize * lineHeight > room.height ||
    lines.some((line) => widthOf(line) * fontSize > room.width);
  while (isTooLarge() && fontSize > smallest) {
    fontSize -= 1;
    lines = breakLines(text, room.width / fontSize, widthOf);
  }
  const height = lines.length * fontSize * lineHeight;
  const top = placed(position, "top", "bottom", frame.height, height);
  return {
    fontSize,
    lines: lines.map((line, index) => {
      const width = widthOf(line) * fontSize;
      return {
        text: line,
        x: Math.round(placed(position, "left", "right", frame.width, width)),
        y: Math.round(top + index * fontSize * lineHeight),
        width: Math.round(width),
      };
    }),
  };
}

/** Television keeps a twentieth free at each edge, and so do we. */
function placed(position: string, first: string, last: string, space: number, length: number): number {
  const margin = space * ((1 - most.width) / 2);
  if (position.includes(first)) return margin;
  if (position.includes(last)) return Math.max(margin, space - margin - length);
  return Math.max(0, (space - length) / 2);
}

/** At spaces where there are any, else between any two characters, as Chinese is broken. */
function breakLines(text: string, room: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    let line = "";
    for (const piece of paragraph.match(/\p{Script=Han}|\s+|[^\s\p{Script=Han}]+/gu) ?? []) {
      if (line !== "" && widthOf(line + piece.trimEnd()) > room) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    lines.push(line.trimEnd());
  }
  return lines.filter((line, index) => line !== "" || (index > 0 && index < lines.length - 1));
}
