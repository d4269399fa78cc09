import { NemoError } from "../errors/index.js";

/**
 * The size of an MP4 to the packet. Measured on ffmpeg 5.1.9: the index costs 16.8 bytes a packet whatever the content,
 * the rest of the header fits into 2 KiB. The aim is a little below the target, because two-pass rate control lands
 * within half a percent of what it is told.
 */
const indexBytesPerPacket = 17;
const headerBytes = 2048;
const aim = 0.995;

export interface SizeBudget {
  /** Bytes. */
  targetSize: number;
  /** Seconds. */
  duration: number;
  framesPerSecond: number;
  /** Bits per second and packets per second of each audio track. */
  audio: readonly { bitrate: number; packetsPerSecond: number }[];
}

/** Bits per second that are left for the picture; negative when there is nothing left. */
export function videoBitrateFor({ targetSize, duration, framesPerSecond, audio }: SizeBudget): number {
  const packets =
    duration * (framesPerSecond + audio.reduce((sum, track) => sum + track.packetsPerSecond, 0));
  const payload = targetSize * aim - headerBytes - indexBytesPerPacket * packets;
  return (payload * 8) / duration - audio.reduce((sum, track) => sum + track.bitrate, 0);
}

/** The size at which the picture would get `videoBitrate`: the other way round. */
export function sizeFor(videoBitrate: number, budget: Omit<SizeBudget, "targetSize">): number {
  const { duration, framesPerSecond, audio } = budget;
  const packets =
    duration * (framesPerSecond + audio.reduce((sum, track) => sum + track.packetsPerSecond, 0));
  const bitrate = videoBitrate + audio.reduce((sum, track) => sum + track.bitrate, 0);
  return Math.ceil(((bitrate * duration) / 8 + headerBytes + indexBytesPerPacket * packets) / aim);
}

/** Fewer bits a pixel than this and H.264 turns to mush. */
export const leastBitsPerPixel = 0.025;

export function targetUnreachable(targetSize: number, leastBytes: number): NemoError {
  return new NemoError(
    "target-unreachable",
    `${targetSize} bytes are too few for this video; the least that still looks like it is ${leastBytes} bytes.`,
    { details: { targetSize, leastBytes } },
  );
}
