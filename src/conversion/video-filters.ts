import { isFullRange, isRgb, outputColor, standardColor, type Color } from "./color.js";
import type { VideoDecision } from "./decide-video.js";
import { videoSpec } from "./intent.js";
import type { ConversionSpec } from "./spec.js";

/**
 * The filter chain of an encode, in the order that keeps it right: fields before sizes, light before colours, colours
 * before the pixel format. ffmpeg has turned the picture by then, as the file says.
 */
export function videoFilters(
  decision: VideoDecision,
  settings: ConversionSpec,
  pixelFormat: string,
): string[] {
  const { stream, geometry, isDeinterlaced, isToneMapped } = decision;
  const filters: string[] = [];
  if (isDeinterlaced) filters.push("bwdif=mode=send_frame");
  if (isToneMapped) filters.push(...toneMapping(stream.color.transfer));
  filters.push(...turning(videoSpec(settings).rotate));
  const { width, height, change } = geometry;
  if (change === "crop") filters.push(`crop=${width}:${height}:0:0`);
  const range = isToneMapped ? [] : colorScaling(decision);
  if (change === "scale")
    filters.push(`scale=${[`${width}:${height}`, "flags=lanczos", ...range].join(":")}`, "setsar=1");
  else if (range.length > 0) filters.push(`scale=${range.join(":")}`);
  filters.push(`format=${pixelFormat}`);
  return filters;
}

/** The colours that the result is tagged with. */
export function resultColor({ stream, isToneMapped }: VideoDecision): Color {
  return isToneMapped ? standardColor : outputColor(stream);
}

/** HDR to BT.709 by the Hable curve, as HandBrake and Jellyfin do; a missing tag would stop zscale. */
function toneMapping(transfer = "smpte2084"): string[] {
  return [
    `setparams=color_primaries=bt2020:color_trc=${transfer}:colorspace=bt2020nc`,
    "zscale=t=linear:npl=100",
    "format=gbrpf32le",
    "zscale=p=bt709",
    "tonemap=tonemap=hable:desat=0",
    "zscale=t=bt709:m=bt709:r=tv",
  ];
}

function turning(rotate: 0 | 90 | 180 | 270 = 0): string[] {
  return { 0: [], 90: ["transpose=clock"], 180: ["hflip", "vflip"], 270: ["transpose=cclock"] }[rotate];
}

/** RGB has no matrix of its own, and swscale would take BT.601 for it; full range is brought to what players expect. */
function colorScaling({ stream }: VideoDecision): string[] {
  if (isRgb(stream)) return ["out_color_matrix=bt709", "out_range=tv"];
  return isFullRange(stream) ? ["in_range=pc", "out_range=tv"] : [];
}
