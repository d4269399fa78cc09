import type { VideoStream } from "./media-info.js";

/** How numbers become colours, in ffmpeg's names. */
export interface Color {
  primaries: string;
  transfer: string;
  matrix: string;
  range: "tv" | "pc";
  /** Whether it is a guess, because the source does not say. */
  isAssumed: boolean;
}

const bt709 = { primaries: "bt709", transfer: "bt709", matrix: "bt709" };
const pal = { primaries: "bt470bg", transfer: "smpte170m", matrix: "bt470bg" };
const ntsc = { primaries: "smpte170m", transfer: "smpte170m", matrix: "smpte170m" };

/** What an untagged picture of this size is taken for, by players too: HD is BT.709, SD is what its TV system was. */
function assumed({ width, height }: VideoStream): typeof bt709 {
  if (isHighDefinition({ width, height })) return bt709;
  return height === 576 || height === 288 ? pal : ntsc;
}

export function isHighDefinition({ width, height }: { width: number; height: number }): boolean {
  return width >= 1280 || height > 576;
}

export function isRgb({ pixelFormat }: VideoStream): boolean {
  return /^(?:rgb|bgr|gbr|argb|abgr|0rgb|0bgr|pal8|x2rgb|x2bgr)/.test(pixelFormat);
}

/** The colours of the result of an encode that does not change the dynamic range. */
export function outputColor(stream: VideoStream): Color {
  if (isRgb(stream)) return { ...bt709, range: "tv", isAssumed: false };
  const { primaries, transfer, matrix } = stream.color;
  const guess = assumed(stream);
  return {
    primaries: known(primaries) ?? guess.primaries,
    transfer: known(transfer) ?? guess.transfer,
    matrix: known(matrix) ?? guess.matrix,
    range: "tv",
    isAssumed: known(primaries) === undefined || known(transfer) === undefined || known(matrix) === undefined,
  };
}

export const standardColor: Color = { ...bt709, range: "tv", isAssumed: false };

export function isFullRange(stream: VideoStream): boolean {
  return stream.color.range === "pc" || stream.pixelFormat.startsWith("yuvj");
}

function known(name: string | undefined): string | undefined {
  return name === undefined || ["unknown", "reserved", "unspecified", "gbr"].includes(name)
    ? undefined
    : name;
}

/** Dolby Vision may sit on a base layer that is no HDR, or on one that means nothing without it. */
export function isHighDynamicRange({ hdr, color }: VideoStream): boolean {
  if (hdr !== "dolby-vision") return hdr !== undefined;
  return color.transfer === "smpte2084" || color.transfer === "arib-std-b67";
}

/** By the form of its samples; of VP8 and VP9 ffmpeg decodes the transparency apart, and only a tag tells. */
export function isTransparent({ pixelFormat, hasAlpha }: VideoStream): boolean {
  return hasAlpha ?? /^(?:yuva|gbrap|rgba|bgra|argb|abgr|ya)/.test(pixelFormat);
}
