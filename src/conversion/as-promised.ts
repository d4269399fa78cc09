import { type VideoDecision } from "./decide-video.js";
import { framesPerSecond } from "./frame-rate.js";
import type { MediaInfo, VideoStream } from "./media-info.js";
import { isInterlaced } from "./reason-to-encode.js";
import { pixelFormatOf } from "./video-arguments.js";
import { resultColor } from "./video-filters.js";
import type { VerificationCheck } from "./verification.js";

/** How a picture shows beside its codec, its size and its length. */
export interface PicturePromise {
  /** By how many degrees the file turns it clockwise; one of these. */
  rotations: readonly number[];
  /** One of these. */
  looks: readonly PictureLook[];
  /** Of a constant rate that nobody asked to change. */
  keptRate?: string;
}

/** Light and samples, which are right or wrong together: HDR in eight bits is none. */
export interface PictureLook {
  /** `"SDR"`, `"SDR in BT.2020"`, `"HDR10"` or `"HLG"`. */
  range: string;
  /** Missing where the source does not say. */
  pixelFormat?: string;
}

/** What a plan of ours promises of the picture. Pure. */
export function promiseOf(video: VideoDecision, source: MediaInfo): PicturePromise {
  const { action, stream } = video;
  const rate = keptRate(video, source);
  return {
    rotations: rotationsOf(video, source),
    looks: [
      action === "copy"
        ? lookOf(stream)
        : { range: rangeOf(resultColor(video)), pixelFormat: pixelFormatOf(video) },
    ],
    ...(rate !== undefined && { keptRate: rate }),
  };
}

/** Holds a picture against what was promised of it. Pure. */
export function checkPromise(
  { rotations, looks, keptRate: rate }: PicturePromise,
  picture: VideoStream,
  countsAs: (rate: string) => boolean,
): VerificationCheck[] {
  const found = lookOf(picture);
  const sameRange = looks.filter(({ range }) => range === found.range);
  const formats = (sameRange.length > 0 ? sameRange : looks).map(({ pixelFormat }) => pixelFormat);
  const isRateKept = rate === undefined || picture.isVariableFrameRate || isNear(rate, picture.frameRate);
  return [
    among(
      "rotation",
      rotations.map((degrees) => `${degrees}°`),
      `${picture.rotation}°`,
    ),
    among(
      "dynamic range",
      looks.map(({ range }) => range),
      found.range,
    ),
    ...(formats.includes(undefined) || found.pixelFormat === undefined
      ? []
      : [among("pixel format", formats as string[], found.pixelFormat)]),
    ...(rate === undefined
      ? []
      : [
          {
            name: "frame rate",
            expected: rate,
            actual: picture.frameRate,
            ok: isRateKept || countsAs(rate),
          },
        ]),
  ];
}

/** An encode is turned by ffmpeg, as far as it believes what the container says; a copy keeps what the file says. */
function rotationsOf(
  { action, stream: { rotation } }: VideoDecision,
  { format }: MediaInfo,
): readonly number[] {
  if (action === "copy") return [rotation];
  return rotation === 0 || /\bmov\b/.test(format) ? [0] : [0, rotation];
}

/**
 * Only what says the time of every frame is held to its rate: other headers promise more frames than there are. Fields are
 * counted as frames by some.
 */
function keptRate({ action, frameRate, stream }: VideoDecision, { format }: MediaInfo): string | undefined {
  const isForced = frameRate !== undefined || stream.isVariableFrameRate || isInterlaced(stream);
  const isCounted = /\bmov\b/.test(format) || (/matroska/.test(format) && action === "encode");
  return isForced || !isCounted || framesPerSecond(stream.frameRate) === 0 ? undefined : stream.frameRate;
}

function lookOf(stream: VideoStream): PictureLook {
  // The same samples; that their range is full is said by the colours, too.
  const pixelFormat = stream.pixelFormat.replace(/^yuvj/, "yuv");
  return { range: rangeOf(stream.color), ...(pixelFormat !== "unknown" && { pixelFormat }) };
}

function rangeOf({ transfer, primaries }: VideoStream["color"]): string {
  if (transfer === "smpte2084") return "HDR10";
  if (transfer === "arib-std-b67") return "HLG";
  return primaries === "bt2020" ? "SDR in BT.2020" : "SDR";
}

/** A frame more or less makes another average. */
function isNear(one: string, other: string): boolean {
  return Math.abs(framesPerSecond(one) - framesPerSecond(other)) <= framesPerSecond(one) * 0.02;
}

function among(name: string, wanted: readonly string[], found: string): VerificationCheck {
  return {
    name,
    expected: [...new Set(wanted)].join(" or "),
    actual: found,
    ok: wanted.includes(found),
  };
}
