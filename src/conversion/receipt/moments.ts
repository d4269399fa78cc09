import { framesPerSecond } from "../frame-rate.js";

/** How the times of a result and of its source belong together. All in seconds. */
export interface Timeline {
  /** Of the result's picture, rational. */
  frameRate: string;
  duration: number;
  /** When the result's file begins on its own clock, and when its picture does. */
  fileStart: number;
  pictureStart: number;
  /** What was cut off the source's beginning. */
  trimStart: number;
  /** By how much the result's clock is late: a fragmented file has no edit list to hide what its encoders put first. */
  delay: number;
  /** ffmpeg's name of the source's container. */
  sourceFormat: string;
}

/** The same frame in both files. */
export interface SharedMoment {
  /** In the result, as a player shows it. */
  time: number;
  /**
   * Where to seek to: half a frame early, since times are rounded. In the result on its own clock, as builds of ffmpeg differ in
   * where they let a file begin whose sound has a lead-in; in the source counted from its beginning.
   */
  resultSeek: number;
  sourceSeek: number;
  /** Seconds before `sourceSeek` from which the source is to be decoded. */
  sourcePreroll: number;
  /** Seconds from there to the frame. */
  lead: number;
}

// A seek in a stream without an index ends somewhere near, perhaps after the frame that is wanted.
const hasExactIndex = /^(?:mov|matroska)/;
const mostPreroll = 5;

/** The moments at these shares (0 to 1) of the result, each exactly at a frame. Pure. */
export function momentsAt(shares: readonly number[], timeline: Timeline, framesNeeded = 1): SharedMoment[] {
  const fps = framesPerSecond(timeline.frameRate);
  const last = Math.max(0, Math.floor(timeline.duration * fps) - framesNeeded);
  const numbers = [...new Set(shares.map((share) => Math.min(last, Math.round(last * share))))];
  return numbers.map((number) => momentOf(number / fps, 0.5 / fps, timeline));
}

function momentOf(afterStart: number, half: number, timeline: Timeline): SharedMoment {
  const onClock = timeline.pictureStart + afterStart;
  const time = Math.max(0, timeline.pictureStart - timeline.fileStart) + afterStart;
  const resultSeek = Math.max(0, onClock - half);
  // ffmpeg puts the beginning of what it reads at 0, wherever the file's clock stood.
  const sourceSeek = Math.max(0, resultSeek + timeline.trimStart - timeline.delay);
  const sourcePreroll = hasExactIndex.test(timeline.sourceFormat) ? 0 : Math.min(sourceSeek, mostPreroll);
  return { time, resultSeek, sourceSeek, sourcePreroll, lead: onClock - resultSeek };
}

/** Where the windows of a comparison begin, and how many frames each has: about a second. Pure. */
export function windowsOf(timeline: Timeline): { moments: SharedMoment[]; frames: number } {
  const fps = framesPerSecond(timeline.frameRate);
  const available = Math.max(1, Math.floor(timeline.duration * fps) - 1);
  const frames = Math.min(available, Math.min(60, Math.max(2, Math.round(fps))));
  const count = timeline.duration >= 20 ? 5 : timeline.duration >= 4 ? 3 : 1;
  const shares = Array.from({ length: count }, (_, number) => (number + 0.5) / count);
  return { moments: momentsAt(shares, timeline, frames), frames };
}
