import { type PicturePromise, promiseOf } from "./as-promised.js";
import type { AudioDecision } from "./decide-audio.js";
import { constantRate, type VideoDecision } from "./decide-video.js";
import { framesPerSecond } from "./frame-rate.js";
import { isCut, resultDuration } from "./intent.js";
import { isBroadcast, type MediaInfo, type StreamInfo } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

/** What the result has to be like, said before it is made. */
export interface Expectation {
  video?: {
    /** One of these. */
    codecs: readonly string[];
    displayWidth: number;
    displayHeight: number;
    duration?: number;
    frameRate?: string;
    promise?: PicturePromise;
    /** By how many degrees the source is turned clockwise. */
    sourceRotation?: number;
  };
  audio: {
    codecs: readonly string[];
    channels: number;
    duration?: number;
    /** ISO 639-2; missing where the source does not say, or says it in another form, which MP4 has no place for. */
    language?: string;
  }[];
  /** How many tracks; undefined where nobody promised any. */
  subtitles?: number;
  /** How many chapters; undefined where nobody promised any. */
  chapters?: number;
  /** Whether some of the source is cut away; there may be more chapters then, which touch the part that is left. */
  isPart?: boolean;
  /** Seconds. */
  duration?: number;
  /** Whether the last subtitle may stay beyond the end of picture and sound: others cut between subtitles, not within. */
  outlasting?: boolean;
  /** Seconds by which a duration may differ. */
  tolerance: number;
  /** Bytes. */
  mostBytes?: number;
}

export function expectationOf(
  source: MediaInfo,
  spec: ConversionSpec,
  video: VideoDecision | undefined,
  audio: readonly AudioDecision[],
  subtitles: number,
): Expectation {
  const duration = resultDuration(source.duration, spec);
  // A constant rate has frames also where the picture has not begun: the first one stands there.
  const isFilled = video !== undefined && constantRate(video, source) !== undefined;
  return {
    ...(video && {
      video: {
        codecs: [video.codec],
        ...shownSize(video),
        duration: lengthLeft(video.stream, spec, isFilled),
        ...(video.frameRate !== undefined && { frameRate: video.frameRate }),
        promise: promiseOf(video, source),
        sourceRotation: video.stream.rotation,
      },
    }),
    audio: audio
      .filter(({ action }) => action !== "drop")
      .map(({ action, stream, channels }) => ({
        codecs: [action === "copy" ? stream.codec : "aac"],
        channels,
        duration: lengthLeft(stream, spec),
        ...(isStorableLanguage(stream.language) && { language: stream.language }),
      })),
    subtitles,
    ...(!spec.fragmented && { chapters: chaptersLeft(source, spec), isPart: isCut(source, spec) }),
    duration,
    tolerance: tolerance(duration, video, spec) + clockTolerance(source, spec),
    ...(spec.targetSize !== undefined && { mostBytes: spec.targetSize }),
  };
}

/** MP4 holds three letters of a language. */
function isStorableLanguage(language: string | undefined): boolean {
  return language !== undefined && /^[a-z]{3}$/.test(language);
}

// Of a chapter that ends where a part begins, or the other way round, nothing need be left.
const leastOfChapter = 0.1;

function chaptersLeft({ chapters }: MediaInfo, { trim }: ConversionSpec): number {
  if (!trim) return chapters.length;
  const [from, to] = [trim.start ?? 0, trim.end ?? Infinity];
  return chapters.filter(({ start, end }) => Math.min(end, to) - Math.max(start, from) > leastOfChapter)
    .length;
}

/** How much of a stream lies within the cut. */
function lengthLeft(
  { start = 0, duration }: StreamInfo,
  { trim }: ConversionSpec,
  isFilled = false,
): number | undefined {
  if (duration === undefined) return undefined;
  const from = Math.max(trim?.start ?? 0, isFilled ? 0 : start);
  return Math.max(0, Math.min(trim?.end ?? Infinity, start + duration) - from);
}

/** A copy keeps its pixel aspect and its rotation, so it is shown as the source is. */
function shownSize({ action, stream, geometry }: VideoDecision): {
  displayWidth: number;
  displayHeight: number;
} {
  return action === "copy"
    ? { displayWidth: stream.displayWidth, displayHeight: stream.displayHeight }
    : { displayWidth: geometry.width, displayHeight: geometry.height };
}

/**
 * The lengths of a broadcast's streams are taken from their last time stamps, and lack what comes after; which matters where
 * the result goes on to the end.
 */
function clockTolerance(source: MediaInfo, { trim }: ConversionSpec): number {
  const unsure = 0.25;
  const endsBefore = (trim?.end ?? Infinity) <= (source.duration ?? 0) - unsure;
  return isBroadcast(source) && !endsBefore ? unsure : 0;
}

// A copy ends by the order of decoding: as many frames may be shown later as an encoder reorders, x264 and x265 at most 8
// by their presets.
const mostReordered = 8;

/**
 * Two frames, a tenth of a second or half a percent, whichever is most; a forced rate may cost a third frame, one at each
 * end and one between.
 */
function tolerance(
  duration: number | undefined,
  video: VideoDecision | undefined,
  { trim }: ConversionSpec,
): number {
  const fps = video ? framesPerSecond(video.frameRate ?? video.stream.frameRate) : 0;
  const isCopyCut = video?.action === "copy" && trim?.end !== undefined;
  const frames = (video?.frameRate === undefined ? 2 : 3) + (isCopyCut ? mostReordered : 0);
  return Math.max(fps > 0 ? frames / fps : 0, 0.1, (duration ?? 0) * 0.005);
}
