import {
  type Color,
  isFullRange,
  isHighDefinition,
  isRgb,
  isTransparent,
  outputColor,
  standardColor,
} from "./color.js";
import { isKeptInterlaced, keepsFields, type VideoDecision } from "./decide-video.js";
import { videoSpec } from "./intent.js";
import type { ConversionSpec } from "./spec.js";
import { burntText } from "./burnt-subtitles.js";

/**
 * The filter chain of an encode, in the order that keeps it right: fields before sizes, light before colours, colours
 * before the pixel format. ffmpeg has turned the picture by then, as the file says.
 */
export function videoFilters(
  decision: VideoDecision,
  settings: ConversionSpec,
  pixelFormat: string,
): string[] {
  const { stream, geometry, isToneMapped } = decision;
  const isMadeOpaque = isTransparent(stream);
  const filters = [...fieldFilters(decision)];
  if (isMadeOpaque) filters.push(...onWhite(decision));
  if (isToneMapped) filters.push(...toneMapping(stream.color.transfer));
  const { rotate = 0 } = videoSpec(settings);
  filters.push(...turning(rotate), ...fieldsAfter(rotate, decision));
  const { width, height, change } = geometry;
  if (change === "crop") filters.push(`crop=${width}:${height}:0:0`);
  const matrix = isToneMapped ? [] : matrixConversion(decision);
  filters.push(...matrix);
  const isConverted = isToneMapped || matrix.length > 0 || (isMadeOpaque && isRgb(stream));
  const range = isConverted ? [] : colorScaling(decision);
  // Lines of two moments are not mixed.
  const fields = isKeptInterlaced(decision) ? ["interl=1"] : [];
  if (change === "scale")
    filters.push(
      `scale=${[`${width}:${height}`, "flags=lanczos", ...fields, ...range].join(":")}`,
      "setsar=1",
    );
  else if (range.length > 0) filters.push(`scale=${range.join(":")}`);
  filters.push(...burntText(decision.burnt));
  filters.push(`format=${pixelFormat}`);
  return filters;
}

/** The colours that the result is tagged with. */
export function resultColor(decision: VideoDecision): Color {
  const { stream, isToneMapped } = decision;
  return isToneMapped || becomesHighDefinition(decision) ? standardColor : outputColor(stream);
}

/** Fields that the stream does not tell of have to be named to the filter. */
function fieldFilters(decision: VideoDecision): string[] {
  const { stream, isDeinterlaced, isTelecined } = decision;
  const named =
    stream.isFieldOrderMeasured === true
      ? [`setfield=${isBottomFirst(stream.fieldOrder) ? "bff" : "tff"}`]
      : [];
  if (isTelecined) return [...named, "fieldmatch", "decimate"];
  return isDeinterlaced
    ? [...named, `bwdif=mode=${keepsFields(decision) ? "send_field" : "send_frame"}`]
    : named;
}

/** Transparent parts become white, as a page is on which such pictures are shown. */
function onWhite({ stream }: VideoDecision): string[] {
  const planar = isRgb(stream)
    ? ["scale=out_color_matrix=bt709:out_range=tv", "format=yuva444p"]
    : ["format=yuva444p"];
  const white = "drawbox=c=white:t=fill:replace=1,format=yuv444p";
  return [...planar, `split[picture][page];[page]${white}[white];[white][picture]overlay=format=yuv444`];
}

/** HDR to BT.709 by the Hable curve, as HandBrake and Jellyfin do; a missing tag would stop zscale. */
export function toneMapping(transfer = "smpte2084"): string[] {
  return [
    `setparams=color_primaries=bt2020:color_trc=${transfer}:colorspace=bt2020nc`,
    "zscale=t=linear:npl=100",
    "format=gbrpf32le",
    "zscale=p=bt709",
    "tonemap=tonemap=hable:desat=0",
    "zscale=t=bt709:m=bt709:r=tv",
  ];
}

/** Upside down, the lines of the first field are those of the second; the frame goes on saying what it was. */
function fieldsAfter(rotate: number, decision: VideoDecision): string[] {
  const { fieldOrder, rotation } = decision.stream;
  if (!isKeptInterlaced(decision) || (rotation + rotate) % 360 === 0) return [];
  return [`setfield=${isBottomFirst(fieldOrder) ? "tff" : "bff"}`];
}

/** By ffprobe's letters: the field that is coded first, and the one that is shown first. */
function isBottomFirst(fieldOrder = ""): boolean {
  return fieldOrder.endsWith("b");
}

function turning(rotate: 0 | 90 | 180 | 270): string[] {
  return { 0: [], 90: ["transpose=clock"], 180: ["hflip", "vflip"], 270: ["transpose=cclock"] }[rotate];
}

/** RGB has no matrix of its own, and swscale would take BT.601 for it; full range is brought to what players expect. */
function colorScaling({ stream }: VideoDecision): string[] {
  if (isRgb(stream)) return ["out_color_matrix=bt709", "out_range=tv"];
  return isFullRange(stream) ? ["in_range=pc", "out_range=tv"] : [];
}

/** Players take a large picture for BT.709 whatever its tags say; one that was small has other colours. */
function becomesHighDefinition({ stream, geometry }: VideoDecision): boolean {
  const { matrix } = outputColor(stream);
  return !isRgb(stream) && ["bt470bg", "smpte170m"].includes(matrix) && isHighDefinition(geometry);
}

function matrixConversion(decision: VideoDecision): string[] {
  if (!becomesHighDefinition(decision)) return [];
  const { primaries, transfer, matrix } = outputColor(decision.stream);
  const from = [
    `min=${matrix}`,
    `pin=${primaries}`,
    `tin=${transfer}`,
    `rin=${isFullRange(decision.stream) ? "full" : "limited"}`,
  ];
  return [`zscale=${[...from, "m=709", "p=709", "t=709", "r=limited"].join(":")}`];
}
