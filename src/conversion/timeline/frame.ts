import { framesPerSecond } from "../frame-rate.js";
import type { VideoStream } from "../media-info.js";
import type { Size, TimelineClip } from "./montage.js";

/** The picture of a whole timeline: that of its first clip. */
export interface Frame extends Size {
  /** A rational number, for example `"30000/1001"`. */
  rate: string;
}

/** The frame of a timeline whose first clip shows `stream` at the size `shown`. Pure. */
export function frameOf(clip: TimelineClip, stream: VideoStream, shown: Size): Frame {
  return { ...sizeOf(clip, shown), rate: constantRate(stream) };
}

/** The size of a clip's picture when it is turned and cut. */
export function sizeOf({ rotate, crop }: TimelineClip, shown: Size): Size {
  const turned = rotate % 180 === 0 ? shown : { width: shown.height, height: shown.width };
  return crop ? cutOut(turned, crop) : turned;
}

/** The largest part of a picture that has the ratio; even, because 4:2:0 needs it. */
function cutOut({ width, height }: Size, ratio: Size): Size {
  const aspect = ratio.width / ratio.height;
  return width / height > aspect
    ? { width: even(height * aspect), height: even(height) }
    : { width: even(width), height: even(width / aspect) };
}

/** The largest size of a picture that fits into a frame without being distorted. */
export function fitInto({ width, height }: Size, frame: Size): Size {
  const factor = Math.min(frame.width / width, frame.height / height);
  return {
    width: Math.min(frame.width, even(width * factor)),
    height: Math.min(frame.height, even(height * factor)),
  };
}

/** How many frames of the timeline come before a time. */
export function framesBefore(time: number, { rate }: Frame): number {
  return Math.round(time * framesPerSecond(rate));
}

function even(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}

/** A recording of a browser or a screen may claim 1000 frames a second. */
function constantRate({ frameRate, isVariableFrameRate }: VideoStream): string {
  const rate = framesPerSecond(frameRate);
  const isUsable = rate >= 1 && rate <= (isVariableFrameRate ? 60 : 240);
  return isUsable ? frameRate : "30";
}
