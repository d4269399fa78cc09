import { NemoError } from "../errors/index.js";
import { keptCovers } from "./container-arguments.js";
import type { VideoDecision } from "./decide-video.js";
import { isTooSmall } from "./geometry.js";
import { type Intent, videoSpec } from "./intent.js";
import { isCover, mainVideo, type MediaInfo, type VideoStream } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

/** @throws NemoError `no-video`, `invalid-request` for a stream that is not there */
export function choosePicture(source: MediaInfo, { asked }: Intent) {
  const pictures = source.video.filter((stream) => !isCover(stream));
  const wanted = asked.streams?.video;
  const stream = wanted === undefined ? mainVideo(source) : pictures[wanted];
  if (/^\w+_pipe$/.test(source.format) && source.duration === undefined) {
    throw new NemoError("no-video", "The source is a still picture, not a video.", {
      details: { format: source.format },
    });
  }
  if (stream) return stream;
  if (wanted !== undefined && pictures.length > 0) {
    throw new NemoError(
      "invalid-request",
      `There is no video stream ${wanted}; there are ${pictures.length}.`,
      {
        details: { key: "spec.streams.video", value: wanted },
      },
    );
  }
  throw new NemoError("no-video", "The source has no video stream.", {
    details: { audio: source.audio.length, covers: source.video.length },
  });
}

/** What becomes of the pictures beside the film. */
export function otherPictures(
  source: MediaInfo,
  video: VideoDecision | undefined,
  spec: ConversionSpec,
): { index: number; action: "copy" | "drop"; reason: string }[] {
  const covers = keptCovers(source, spec);
  return source.video
    .filter(({ index }) => index !== video?.stream.index)
    .map((stream) =>
      covers.includes(stream)
        ? { index: stream.index, action: "copy", reason: "the cover picture is kept" }
        : { index: stream.index, action: "drop", reason: whyDropped(stream, video) },
    );
}

function whyDropped(stream: VideoStream, chosen: VideoDecision | undefined): string {
  if (isCover(stream)) return "MP4 has no place for such a cover picture";
  return chosen ? "another picture was chosen" : "no picture was asked for";
}

/** Sizes that are not as they were asked for, or do not stay: ffmpeg scales to the first one without a word. */
export function sizeWarnings(video: VideoDecision | undefined, asked: ConversionSpec): string[] {
  if (!video) return [];
  const { stream, action } = video;
  const { otherSizes, width, height, displayWidth, displayHeight } = stream;
  const warnings: string[] = [];
  if (isTooSmall(stream, videoSpec(asked))) {
    warnings.push(
      `The picture has ${displayWidth}x${displayHeight}, less than was asked for: it is not enlarged (video.allowUpscale would).`,
    );
  }
  if (otherSizes !== undefined) {
    const fate =
      action === "copy"
        ? "is copied as it is, which many players do not follow"
        : `is scaled to the size of the beginning, ${width}x${height}`;
    const sizes = otherSizes.join(", ");
    warnings.push(`The size of the picture changes on the way (${sizes}); what differs ${fate}.`);
  }
  return warnings;
}
