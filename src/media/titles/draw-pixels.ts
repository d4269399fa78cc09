import { type Frame, layOutTitle, type TimelineTitle } from "../../conversion/index.js";
import { isInked, pixelColumns, pixelRows } from "./pixel-font.js";

/** A title as samples, and its place in the frame. */
export interface PixelTitle {
  width: number;
  height: number;
  x: number;
  y: number;
  /** RGBA, eight bits each. */
  samples: Buffer;
}

const white = 0xffffffff;
// Letters without an outline need something dark behind them.
const backdrop = 0x000000a0;

/** Draws a title in letters of our own, for which nothing has to be installed. Pure. */
export function drawPixels(title: TimelineTitle, frame: Frame): PixelTitle {
  const widthOf = (text: string) => (Array.from(text).length * pixelColumns) / pixelRows;
  const { fontSize, lines } = layOutTitle(title, frame, widthOf);
  const scale = Math.max(1, Math.floor(fontSize / pixelRows));
  const margin = 2 * scale;
  const left = Math.min(...lines.map(({ x }) => x));
  const right = Math.max(...lines.map(({ x, width }) => x + width));
  const top = lines[0]?.y ?? 0;
  const bottom = (lines.at(-1)?.y ?? 0) + fontSize;
  const place = { x: even(Math.max(0, left - margin)), y: even(Math.max(0, top - margin)) };
  const size = {
    width: Math.min(frame.width - place.x, right - place.x + margin),
    height: Math.min(frame.height - place.y, bottom - place.y + margin),
  };
  const samples = Buffer.alloc(size.width * size.height * 4);
  const set = (x: number, y: number, color: number) => {
    if (x < size.width && y < size.height) samples.writeUInt32BE(color, (y * size.width + x) * 4);
  };
  for (let y = 0; y < size.height; y += 1) for (let x = 0; x < size.width; x += 1) set(x, y, backdrop);
  for (const { text, x, y, width } of lines) {
    const characters = Array.from(text);
    const indent = Math.floor((width - characters.length * pixelColumns * scale) / 2);
    for (const [index, character] of characters.entries()) {
      const from = x - place.x + indent + index * pixelColumns * scale;
      draw(character, from, y - place.y, scale, set);
    }
  }
  return { ...place, ...size, samples };
}

function draw(
  character: string,
  x: number,
  y: number,
  scale: number,
  set: (x: number, y: number, color: number) => void,
): void {
  for (let row = 0; row < pixelRows * scale; row += 1) {
    for (let column = 0; column < pixelColumns * scale; column += 1) {
      if (isInked(character, Math.floor(column / scale), Math.floor(row / scale)))
        set(x + column, y + row, white);
    }
  }
}

function even(value: number): number {
  return Math.floor(value / 2) * 2;
}
