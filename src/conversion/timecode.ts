import { constantRate, type VideoDecision } from "./decide-video.js";
import { framesPerSecond } from "./frame-rate.js";
import type { MediaInfo, VideoStream } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

const form = /^(\d{1,2}):(\d{2}):(\d{2})([:;.])(\d{1,3})$/;

/** The time of the source's first frame, as a camera or an editor counts it. */
function timecodeOf({ tags }: MediaInfo, stream: VideoStream | undefined): string | undefined {
  const said = stream?.timecode ?? Object.entries(tags).find(([key]) => /^timecode$/i.test(key))?.[1];
  return said !== undefined && form.test(said) ? said : undefined;
}

/** The time of the first frame that is shown from `start` on, in seconds of the source. */
export function timecodeAt(source: MediaInfo, stream: VideoStream, start: number): string | undefined {
  const timecode = timecodeOf(source, stream);
  const fps = framesPerSecond(stream.frameRate);
  if (timecode === undefined || fps === 0) return timecode;
  return later(timecode, framesBefore(start, stream), fps);
}

/**
 * The time of the result's first frame, where ffmpeg by itself would write another one: after a cut, and where frames are
 * counted at another rate. Undefined where it is the source's, or none.
 */
export function newTimecode(
  source: MediaInfo,
  { trim }: ConversionSpec,
  video: VideoDecision | undefined,
): string | undefined {
  const timecode = timecodeOf(source, video?.stream);
  if (!video || timecode === undefined) return undefined;
  const [from, to] = [video.stream.frameRate, constantRate(video, source) ?? video.stream.frameRate];
  const [fps, count] = [framesPerSecond(from), framesPerSecond(to)];
  const dropped = framesBefore(trim?.start ?? 0, video.stream);
  if (fps === 0 || count === 0 || (dropped === 0 && Math.round(fps) === Math.round(count))) return undefined;
  return atRate(later(timecode, dropped, fps), fps, count);
}

/** How many frames of a stream lie before a time. */
function framesBefore(time: number, { start = 0, frameRate }: VideoStream): number {
  return Math.max(0, Math.ceil((time - start) * framesPerSecond(frameRate) - 0.01));
}

/** Some frames later. Drop-frame time leaves out numbers, of each minute but the tenth, so that it keeps up with the clock. */
function later(timecode: string, frames: number, fps: number): string {
  const { hours, minutes, seconds, mark, frame } = read(timecode);
  const nominal = Math.round(fps);
  const left = mark === ":" ? 0 : Math.round(nominal / 15);
  const minute = hours * 60 + minutes;
  const number = (minute * 60 + seconds) * nominal + frame - left * (minute - Math.floor(minute / 10));
  const perMinute = 60 * nominal - left;
  const perTen = 10 * perMinute + left;
  const sum = (number + frames) % (144 * perTen);
  const [tens, rest] = [Math.floor(sum / perTen), sum % perTen];
  const skipped = left * (9 * tens + (rest < left ? 0 : Math.floor((rest - left) / perMinute)));
  return write(sum + skipped, nominal, mark);
}

/** The same time, with frames counted at another rate. */
function atRate(timecode: string, fps: number, count: number): string {
  const { hours, minutes, seconds, mark, frame } = read(timecode);
  const [nominal, wanted] = [Math.round(fps), Math.round(count)];
  // Only the rates of NTSC drop numbers.
  const dropsFrames = mark !== ":" && wanted % 30 === 0 && Math.abs(count - wanted) > 0.001;
  const number = ((hours * 60 + minutes) * 60 + seconds) * wanted + Math.floor((frame * wanted) / nominal);
  return write(number, wanted, dropsFrames ? mark : ":");
}

function read(timecode: string) {
  const [, hours, minutes, seconds, mark, frame] = form.exec(timecode)!;
  return {
    hours: Number(hours),
    minutes: Number(minutes),
    seconds: Number(seconds),
    mark: mark!,
    frame: Number(frame),
  };
}

function write(number: number, nominal: number, mark: string): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [seconds, frame] = [Math.floor(number / nominal), number % nominal];
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  return `${two(hours)}:${two(minutes % 60)}:${two(seconds % 60)}${mark}${two(frame)}`;
}
