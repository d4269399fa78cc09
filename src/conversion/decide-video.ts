import { NemoError } from "../errors/index.js";
import { codecName, isStorable } from "./codec-names.js";
import { isHighDynamicRange } from "./color.js";
import { framesPerSecond, isSameRate } from "./frame-rate.js";
import { fitPicture, type Geometry } from "./geometry.js";
import { type Intent, videoSpec } from "./intent.js";
import { type BurntSubtitles, chooseBurnt } from "./burnt-subtitles.js";
import type { MediaInfo, VideoStream } from "./media-info.js";
import type { VideoSpec } from "./spec.js";
import { askedBesideCopy, isInterlaced, reasonToEncode } from "./reason-to-encode.js";

/** What becomes of the picture. */
export interface VideoDecision {
  stream: VideoStream;
  action: "copy" | "encode";
  reason: string;
  /** The codec of the result. */
  codec: "h264" | "hevc" | "av1" | (string & {});
  geometry: Geometry;
  /** The frame rate of the result where it is forced. */
  frameRate?: string;
  isDeinterlaced: boolean;
  /** Whether film that was spread over fields is gathered again: 30 fields-made frames become 24. */
  isTelecined: boolean;
  isToneMapped: boolean;
  burnt?: BurntSubtitles;
}

export function decideVideo(stream: VideoStream, source: MediaInfo, intent: Intent): VideoDecision {
  const asked = videoSpec(intent.asked);
  const settings = videoSpec(intent.settings);
  const whyEncode = reasonToEncode(stream, source, intent);
  const isCopied = whyEncode === undefined || asked.codec === "copy";
  if (asked.codec === "copy" && !isStorable("video", stream.codec)) {
    throw new NemoError(
      "preset-constraint",
      `MP4 cannot hold ${codecName(stream.codec)} video, so it cannot be copied; leave out video.codec "copy".`,
      { details: { stream: stream.index, codec: stream.codec } },
    );
  }
  if (asked.codec === "copy") refuseChange(askedBesideCopy(stream, source, intent));
  const codec = isCopied ? stream.codec : encoderCodec(stream, intent);
  if (!isCopied) refuseUnreadableColors(stream);
  const burnt = isCopied ? undefined : chooseBurnt(source, intent.asked);
  const isHdr = isHighDynamicRange(stream);
  const keepsHdr = isHdr && codec !== "h264" && settings.hdr !== "tonemap";
  const frameRate = isCopied ? undefined : forcedFrameRate(stream, intent);
  const choice = {
    stream,
    action: isCopied ? ("copy" as const) : ("encode" as const),
    codec,
    ...(frameRate !== undefined && { frameRate }),
    isDeinterlaced: !isCopied && needsDeinterlacing(stream, intent),
    isTelecined: !isCopied && settings.detelecine === true,
  };
  const keepsLines = isKeptInterlaced(choice);
  if (keepsLines && !isUpright(stream, settings)) throw fieldsAcross();
  return {
    ...choice,
    reason: isCopied
      ? `${codecName(stream.codec)} is copied: ${asked.codec === "copy" ? "as asked" : "it fits as it is"}`
      : `${codecName(stream.codec)} is encoded as ${codecName(codec)}: ${whyEncode}`,
    geometry: fitPicture(stream, isCopied ? {} : settings, keepsLines ? 4 : 2),
    isToneMapped: !isCopied && isHdr && !keepsHdr,
    ...(burnt && { burnt }),
  };
}

function refuseChange(change: string | undefined): void {
  if (change === undefined) return;
  throw new NemoError(
    "preset-constraint",
    `The picture is to be copied, which leaves it as it is, and ${change}; leave out one of them (video.codec "copy" encodes nothing).`,
    { details: { key: "spec.video.codec", value: "copy" } },
  );
}

/** Whether the lines of the source are lines of the result, too. */
function isUpright({ rotation }: VideoStream, { rotate = 0 }: VideoSpec): boolean {
  return (rotation + rotate) % 180 === 0;
}

function fieldsAcross(): NemoError {
  return new NemoError(
    "preset-constraint",
    "The fields of an interlaced picture are its lines, and a picture that is turned by a quarter has none of them; leave out video.deinterlace false or the turn.",
    { details: { key: "spec.video.deinterlace", value: false } },
  );
}

function refuseUnreadableColors({ index, dolbyVision }: VideoStream): void {
  if (dolbyVision?.profile !== 5) return;
  throw new NemoError(
    "loss-refused",
    'The picture is Dolby Vision profile 5, whose colours only a Dolby Vision decoder reads: an encode would be green and purple. Keep it with video.codec "copy".',
    { details: { losses: [{ kind: "dolby-vision", stream: index }], stream: index } },
  );
}

function encoderCodec(stream: VideoStream, { asked, settings, limits }: Intent): "h264" | "hevc" | "av1" {
  const { codec, hdr } = videoSpec(asked);
  if (codec === "h264" || codec === "hevc" || codec === "av1") return codec;
  const keepsHdr =
    isHighDynamicRange(stream) &&
    (hdr === "keep" || (limits.allowsHdr && videoSpec(settings).hdr !== "tonemap"));
  return keepsHdr ? "hevc" : "h264";
}

function needsDeinterlacing(stream: VideoStream, { settings }: Intent): boolean {
  const { deinterlace = "auto", detelecine } = videoSpec(settings);
  if (detelecine) return false;
  if (deinterlace !== "auto") return deinterlace;
  return isInterlaced(stream);
}

/** Whether each field becomes a frame of its own: as many steps of motion were asked for as there are fields. */
export function keepsFields({ isDeinterlaced, frameRate, stream }: VideoDecision): boolean {
  const asked = frameRate === undefined ? 0 : framesPerSecond(frameRate);
  return isDeinterlaced && isInterlaced(stream) && asked > framesPerSecond(stream.frameRate) * 1.5;
}

/** Whether the result is made of fields, as its source is. */
export function isKeptInterlaced({
  action,
  codec,
  stream,
  isDeinterlaced,
  isTelecined,
  frameRate,
}: Omit<VideoDecision, "reason" | "geometry" | "isToneMapped">): boolean {
  const keepsRate = frameRate === undefined || isSameRate(frameRate, stream.frameRate);
  const isLeft = action === "encode" && isInterlaced(stream) && !isDeinterlaced && !isTelecined;
  return isLeft && codec === "h264" && keepsRate;
}

/** A rate is forced when it was asked for and is lower or other, and where variable rates are not taken. */
function forcedFrameRate(stream: VideoStream, { asked, settings, limits }: Intent): string | undefined {
  if (videoSpec(settings).detelecine) return filmRate(stream.frameRate);
  const own = videoSpec(asked).fps;
  if (own !== undefined) return String(own);
  const most = videoSpec(settings).fps;
  // A preset's rate is a ceiling: nobody asked for frames that are not there.
  if (most !== undefined && framesPerSecond(stream.frameRate) > framesPerSecond(String(most)) * 1.01)
    return String(most);
  return limits.allowsVariableFrameRate || !stream.isVariableFrameRate
    ? undefined
    : nearestStandardRate(stream.frameRate);
}

/** Of five frames four are left. */
function filmRate(frameRate: string): string {
  return framesPerSecond(frameRate) > 29.99 ? "24" : "24000/1001";
}

const standardRates = ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"];

/** A variable rate made constant: the standard rate next to its average. */
function nearestStandardRate(average: string): string {
  const fps = framesPerSecond(average) || 30;
  const distance = (rate: string) => Math.abs(framesPerSecond(rate) - fps) / fps;
  const nearest = [...standardRates].sort((a, b) => distance(a) - distance(b))[0]!;
  return distance(nearest) < 0.1 ? nearest : String(Math.max(1, Math.round(fps)));
}

/**
 * The rate of an encode that is made constant: one that is forced, or one that the source keeps but can write to the
 * millisecond only. Everything else keeps the time of each frame, whatever the header claims.
 */
export function constantRate(
  { action, frameRate, stream, isDeinterlaced }: VideoDecision,
  source: MediaInfo,
): string | undefined {
  if (action === "copy") return undefined;
  const hasCoarseClock = /^(?:matroska,webm|flv|live_flv|asf|rm)$/.test(source.format);
  const isKept = hasCoarseClock && !stream.isVariableFrameRate && !isDeinterlaced;
  return frameRate ?? (isKept ? stream.frameRate : undefined);
}
