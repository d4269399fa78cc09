import { firstNumber, firstText } from "../../wire/index.js";
import type { ChangeWords } from "./change-words.js";
import { sameJson } from "./same-json.js";

type Canvas = Record<string, unknown> | undefined;

/** What happened to the canvas: its shape, else its size, else anything. */
export function canvasChanges(before: Canvas, after: Canvas, words: ChangeWords): string[] {
  if (sameJson(before ?? {}, after ?? {})) return [];
  const [oldRatio, ratio] = [ratioOf(before), ratioOf(after)];
  if (ratio !== undefined && ratio !== oldRatio) return [words.aspectRatio(oldRatio, ratio)];
  const [oldSize, size] = [sizeOf(before), sizeOf(after)];
  if (size !== undefined && size !== oldSize) return [words.canvas(oldSize, size)];
  return [words.canvasChanged];
}

function ratioOf(canvas: Canvas): string | undefined {
  const said = firstText([canvas], ["ratio", "aspect_ratio", "aspectRatio"]);
  if (said !== undefined) return said;
  const { width, height } = measure(canvas);
  if (width === undefined || height === undefined) return undefined;
  const divisor = greatestCommonDivisor(width, height);
  return `${width / divisor}:${height / divisor}`;
}

function sizeOf(canvas: Canvas): string | undefined {
  const { width, height } = measure(canvas);
  return width === undefined || height === undefined ? undefined : `${width}x${height}`;
}

function measure(canvas: Canvas): { width: number | undefined; height: number | undefined } {
  return { width: pixels(canvas, ["width", "w"]), height: pixels(canvas, ["height", "h"]) };
}

function pixels(canvas: Canvas, keys: readonly string[]): number | undefined {
  const number = firstNumber([canvas], keys);
  return number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
