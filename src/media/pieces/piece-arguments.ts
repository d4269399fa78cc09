import { parseFrameRate } from "../../conversion/index.js";
import type { SplitPass } from "./split-pass.js";

/** One piece of the picture. */
export interface Piece {
  number: number;
  /** Seconds of the result from which it is, and up to which; the last one has no end. */
  start: number;
  end: number | undefined;
  /** How many frames it must have; undefined where each frame keeps its time, and for the last one. */
  frames: number | undefined;
}

/** Every time stamp of a piece is so much later than it is meant: its first decoding times would lie before 0. */
export const pieceOffset = 10;

// A seek ends at a keyframe before it; filters that look at neighbours have some by then.
const preroll = 2;

/** Pieces of about `seconds` each. Pure. */
export function cutPieces({ duration, rate, encoder }: SplitPass, seconds: number): Piece[] {
  // A grid of keyframes goes on over the seams.
  const grid = Number(/n_forced\*([\d.]+)/.exec(encoder.join(" "))?.[1] ?? 0);
  const length = grid > 0 ? Math.ceil(seconds / grid) * grid : seconds;
  const count = Math.max(1, Math.round(duration / length));
  const [numerator = 0, denominator = 1] = rate === undefined ? [] : fractionOf(rate);
  const frameAt = (number: number) => Math.round((number * length * numerator) / denominator);
  const timeAt = (number: number) => {
    return rate === undefined ? number * length : (frameAt(number) * denominator) / numerator;
  };
  return Array.from({ length: count }, (_, number) => {
    const isLast = number === count - 1;
    return {
      number,
      start: timeAt(number),
      end: isLast ? undefined : timeAt(number + 1),
      frames: isLast || rate === undefined ? undefined : frameAt(number + 1) - frameAt(number),
    };
  });
}

function fractionOf(rate: string): number[] {
  return String(parseFrameRate(rate) ?? rate)
    .split("/")
    .map(Number);
}

/**
 * What ffmpeg is given for one piece. Time stamps are those of the whole encode, so that a frame belongs to one piece alone,
 * on whichever keyframe the seek ended; frames are chosen after all filters, which so have their neighbours. Pure.
 *
 * @param cut where the whole ends, seconds
 */
export function pieceArguments(
  split: SplitPass,
  { start, end, frames }: Piece,
  cut: number | undefined,
): { input: string[]; output: string[] } {
  const { stream, filters, encoder, rate, trimStart, inputArguments } = split;
  const seek = Math.max(0, start + trimStart - preroll);
  const half = rate === undefined ? 0 : 0.5 / ratio(rate);
  // Without a start the frames before it stay, as they do in the whole encode.
  const begin =
    start === 0 && trimStart === 0 ? [] : [`start=${(start === 0 ? 0 : start - half).toFixed(6)}`];
  const last = end === undefined || frames !== undefined ? cut : Math.min(end, cut ?? Infinity);
  const window = [...begin, ...(last === undefined ? [] : [`end=${last.toFixed(6)}`])];
  const chain = [
    filters,
    ...(window.length > 0 ? [`trim=${window.join(":")}`] : []),
    // On a grid frames are counted from the first one.
    ...(rate !== undefined && start > 0 ? [`setpts=round(PTS-${start.toFixed(9)}/TB)`] : []),
  ];
  const withoutTag = encoder.filter((arg, at) => arg !== "-tag:v:0" && encoder[at - 1] !== "-tag:v:0");
  return {
    input: [
      ...inputArguments,
      ...["-copyts", "-start_at_zero", "-noaccurate_seek"],
      ...(trimStart > 0 ? ["-itsoffset", (-trimStart).toFixed(6)] : []),
      ...(seek > 0 ? ["-ss", seek.toFixed(6)] : []),
    ],
    output: [
      ...[
        "-map",
        `0:${stream.index}`,
        "-map_metadata",
        "-1",
        "-map_chapters",
        "-1",
        "-filter:v:0",
        chain.join(","),
      ],
      ...withoutTag,
      ...(frames === undefined ? [] : ["-frames:v", String(frames)]),
      ...["-output_ts_offset", String(pieceOffset), "-f", "nut"],
    ],
  };
}

function ratio(rate: string): number {
  const [numerator, denominator = 1] = fractionOf(rate);
  return numerator! / denominator;
}
