import { NemoError } from "../errors/index.js";

/**
 * The most that a file may claim before it is refused with `unsupported-file`. The defaults are beyond what cameras and studios
 * make. A service that takes files from strangers lowers them.
 */
export interface MediaLimits {
  /**
   * Width times height of a picture. Cannot be raised: no encoder of MP4 takes more.
   * @default 268435456 (16384 x 16384)
   */
  pixels: number;
  /**
   * How long it plays, in seconds.
   * @default 604800 (7 days)
   */
  seconds: number;
  /**
   * How many streams it has, those for data and attachments included; 1000 at most.
   * @default 500
   */
  streams: number;
  /**
   * How long ffprobe may look at it, in milliseconds.
   * @default 120000
   */
  probeMs: number;
}

export const defaultMediaLimits: Readonly<MediaLimits> = Object.freeze({
  pixels: 16_384 * 16_384,
  seconds: 7 * 24 * 3600,
  streams: 500,
  probeMs: 120_000,
});

// What ffmpeg is started with, and its own default.
const most: Readonly<MediaLimits> = {
  pixels: defaultMediaLimits.pixels,
  seconds: Infinity,
  streams: 1000,
  probeMs: 2 ** 31 - 1,
};

/** @throws NemoError `invalid-request` for what is no limit */
export function resolveMediaLimits(given: Partial<MediaLimits> = {}): MediaLimits {
  const limits = { ...defaultMediaLimits };
  for (const name of Object.keys(limits) as (keyof MediaLimits)[]) {
    const value = given[name] ?? limits[name];
    if (!(value > 0 && value <= most[name])) {
      throw new NemoError(
        "invalid-request",
        `mediaLimits.${name} must be more than 0 and at most ${most[name]}, not ${value}.`,
      );
    }
    limits[name] = value;
  }
  return limits;
}
