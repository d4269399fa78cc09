import type { CheckFinding } from "./check-report.js";
import { framesPerSecond } from "./frame-rate.js";
import { isCover, mainVideo, type MediaInfo, type StreamInfo, type VideoStream } from "./media-info.js";

/** The packets of one stream: how many there are, and from when to when they last, in seconds. */
export interface Extent {
  packets: number;
  first: number;
  last: number;
  /** How long all of them last together; more than from the first to the last where the clock jumps back. */
  total: number;
}

/** What is in a file, as far as it can be read. */
export interface Contents {
  extents: ReadonlyMap<number, Extent>;
  /** Whether the file ends inside of what its own lengths say, or its reader says so. */
  isCut: boolean;
  /** How long the container says that all of it is, in seconds, where that is more than its reader tells. */
  promised?: number;
  /** Whether its lengths were left open, so that there is nothing to compare with. */
  isOpen?: boolean;
}

interface Shortfall {
  stream: StreamInfo;
  present: number;
  promised: number;
  /** `"97 of 200 frames"`, where the header counts them. */
  frames?: string;
}

/**
 * Compares what a header promises with the packets that are there. Without a sign that the file was cut, a second or two
 * percent may be missing: not every writer is exact about the length of the last frame. Pure.
 */
export function findTruncation(info: MediaInfo, contents: Contents): CheckFinding | undefined {
  const { extents, isCut, isOpen = false } = contents;
  if (isOpen) return undefined;
  const streams: StreamInfo[] = [...info.video.filter((stream) => !isCover(stream)), ...info.audio];
  const short = streams
    .map((stream) => shortfall(stream, info, extents, isCut))
    .filter((each) => each !== undefined)
    .sort((one, other) => one.present - other.present);
  const picture = mainVideo(info)?.index;
  const worst = short.find(({ stream }) => stream.index === picture) ?? short[0];
  const whole = wholeShortfall(info, contents);
  if (worst && worst.promised >= (whole?.promised ?? 0)) return truncated(worst);
  if (whole) {
    return {
      kind: "truncated",
      message: `It is cut short: ${span(whole)} are there.`,
      severity: "error",
      present: round(whole.present),
      promised: round(whole.promised),
    };
  }
  if (!isCut || !isCutMeaningful(info)) return undefined;
  const { last } = longest(extents);
  const there = last > 0 ? ` after ${round(last)} s` : "";
  return {
    kind: "truncated",
    message: `It is cut short: the file ends${there} in the middle of its data.`,
    severity: "error",
    ...(last > 0 && { present: round(last) }),
  };
}

function shortfall(
  stream: StreamInfo,
  info: MediaInfo,
  extents: Contents["extents"],
  isCut: boolean,
): Shortfall | undefined {
  const extent = extents.get(stream.index) ?? { packets: 0, first: 0, last: 0, total: 0 };
  const present = lengthOf(extent);
  const { frames, frameRate = "0/0" } = stream as Partial<VideoStream>;
  const rate = framesPerSecond(frameRate);
  // An AVI counts ticks, of which some have no frame.
  const isCounted = frames !== undefined && info.format.startsWith("mov,mp4,");
  const found = (promised: number) => ({
    stream,
    present,
    promised,
    ...(isCounted && { frames: `${extent.packets} of ${frames} frames` }),
  });
  const { duration } = stream;
  if (duration !== undefined && duration - present > tolerance(duration, isCut)) return found(duration);
  // An MP4's edit list may leave frames out, so that fewer than there are is nothing wrong with it by itself.
  if (!isCut || !isCounted || rate === 0) return undefined;
  const missing = (frames - extent.packets) / rate;
  return missing > tolerance(frames / rate, isCut) ? found(frames / rate) : undefined;
}

/** Of a container that says how long all of it is, but not how long each stream. */
function wholeShortfall({ duration: told, format }: MediaInfo, { extents, isCut, promised = 0 }: Contents) {
  // Their length is a guess by the bit rate, or was measured from the packets.
  if (told === undefined || /^(?:mp3|aac|ac3|eac3|mpeg|mpegts|h264|hevc)/.test(format)) return undefined;
  const duration = Math.max(told, promised);
  const present = lengthOf(longest(extents));
  return duration - present > tolerance(duration, isCut) ? { present, promised: duration } : undefined;
}

function longest(extents: Contents["extents"]): Pick<Extent, "first" | "last"> {
  const all = [...extents.values()];
  return {
    first: Math.min(0, ...all.map(({ first }) => first)),
    last: Math.max(0, ...all.map(({ last }) => last)),
  };
}

/** Matroska counts a stream's length from the beginning of the file, MP4 from the stream's own. */
function lengthOf({ first, last }: Pick<Extent, "first" | "last">): number {
  return Math.max(0, last, last - first);
}

function tolerance(duration: number, isCut: boolean): number {
  return isCut ? 0.1 : Math.max(1, duration * 0.02);
}

/** In an MP4 with an index all that matters is in the index: the end of its data may be padding. */
function isCutMeaningful({ format, video }: MediaInfo): boolean {
  return !format.startsWith("mov,mp4,") || video.every(({ frames }) => frames === undefined);
}

function truncated({ stream, frames, ...lengths }: Shortfall): CheckFinding {
  const { present, promised } = lengths;
  return {
    kind: "truncated",
    stream: stream.index,
    message: `It is cut short: ${span(lengths)} are there${frames === undefined ? "" : ` (${frames})`}.`,
    severity: "error",
    present: round(present),
    promised: round(promised),
  };
}

function span({ present, promised }: { present: number; promised: number }): string {
  return `${round(present)} of ${round(promised)} s`;
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
