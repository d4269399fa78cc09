import type { VideoStream } from "./media-info.js";
import type { VideoSpec } from "./spec.js";

/** The size of the result, and what has to be done to the decoded picture (rotation applied) to get there. */
export interface Geometry {
  width: number;
  height: number;
  /** `"crop"`: one column or row less, because 4:2:0 needs even sizes; never worth a resampling. */
  change: "none" | "crop" | "scale";
  isSmaller: boolean;
}

/**
 * The picture of `stream` fitted to `spec`: square pixels, even sides, no larger than it is unless that is allowed. Its
 * height is a multiple of `lines`: 4 where two fields are kept, which have a line of colour to two of their own. Pure.
 */
export function fitPicture(stream: VideoStream, spec: VideoSpec, lines = 2): Geometry {
  const isTurned = spec.rotate === 90 || spec.rotate === 270;
  const shown = isTurned
    ? { width: stream.displayHeight, height: stream.displayWidth }
    : { width: stream.displayWidth, height: stream.displayHeight };
  const factor = scaleFactor(shown, spec);
  const hasSquarePixels = isSquare(stream.sar);
  if (factor === 1 && hasSquarePixels) {
    const width = floorTo(2, shown.width);
    const height = floorTo(lines, shown.height);
    const change = width === shown.width && height === shown.height ? "none" : "crop";
    return { width, height, change, isSmaller: false };
  }
  const isBox = spec.width !== undefined && spec.height !== undefined;
  const width = roundTo(2, shown.width * factor, isBox ? spec.width : undefined);
  const height = roundTo(lines, shown.height * factor, isBox ? spec.height : undefined);
  return { width, height, change: "scale", isSmaller: factor < 1 };
}

/** Whether more was asked for than the picture has, and is not given because nobody allowed to enlarge it. Pure. */
export function isTooSmall(stream: VideoStream, spec: VideoSpec): boolean {
  const [width, height] = [stream.displayWidth, stream.displayHeight];
  const isTurned = spec.rotate === 90 || spec.rotate === 270;
  const factor = wantedFactor(isTurned ? { width: height, height: width } : { width, height }, spec);
  // A film of 1920x800 is 1080p to everybody.
  const isWide =
    spec.width === undefined &&
    spec.height !== undefined &&
    Math.max(width, height) >= (spec.height * 16) / 9 - 2;
  return factor > 1 && !spec.allowUpscale && !isWide;
}

export function isSquare(sar: string): boolean {
  return sar === "1:1" || sar === "0:1" || sar === "";
}

function scaleFactor(shown: { width: number; height: number }, spec: VideoSpec): number {
  const wanted = wantedFactor(shown, spec);
  return wanted > 1 && !spec.allowUpscale ? 1 : wanted;
}

function wantedFactor({ width, height }: { width: number; height: number }, spec: VideoSpec): number {
  if (spec.width !== undefined && spec.height !== undefined) {
    return Math.min(spec.width / width, spec.height / height);
  }
  if (spec.width !== undefined) return spec.width / width;
  // "1080p" means the short side: a portrait clip becomes 1080 wide.
  return spec.height === undefined ? 1 : spec.height / Math.min(width, height);
}

/** The multiple of `step` next to it; in a box whose side is none, not the one outside. */
function roundTo(step: number, value: number, most = Infinity): number {
  const rounded = Math.max(step, Math.round(value / step) * step);
  return rounded > most ? floorTo(step, most) : rounded;
}

function floorTo(step: number, value: number): number {
  return Math.max(step, Math.floor(value / step) * step);
}
