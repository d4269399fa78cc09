import { framesPerSecond, isSameRate, type MediaInfo, type VideoStream } from "../../conversion/index.js";
import type { StartTimes } from "../start-times.js";

/** A pass of ffmpeg, taken apart into the picture's encode and all the rest. */
export interface SplitPass {
  stream: VideoStream;
  /** Filters and encoder, as the pass has them, without filters. */
  encoder: string[];
  filters: string;
  /** All but the picture: what the last run is given, with the picture copied. */
  rest: string[];
  /** Frames per second of a picture whose frames are put on a grid; undefined where each keeps its time. */
  rate: string | undefined;
  /** What the pass cuts off at the beginning, seconds. */
  trimStart: number;
  /** Options before `-i` other than the cut. */
  inputArguments: string[];
  /** Seconds of the picture; the last piece may be shorter than that says. */
  duration: number;
}

/**
 * Takes a plan's one pass apart, where its picture can be encoded in pieces that join without a seam. Undefined for others:
 * two passes, a copy, a changed frame rate, filters that count frames, a container in which no frame can be found by its
 * time, frames that lie half-way between two places of the result's grid. Pure.
 *
 * @param pass as it is given to this build
 */
export function splitPass(
  pass: readonly string[],
  {
    info,
    inputArguments,
    starts,
  }: { info: MediaInfo; inputArguments: readonly string[]; starts: StartTimes },
): SplitPass | undefined {
  const [from, timing] = [
    pass.indexOf("-filter:v:0"),
    pass.findIndex((arg) => /^-(?:fps_mode|vsync)$/.test(arg)),
  ];
  const index = /^0:(\d+)$/.exec(pass[pass.indexOf("-map") + 1] ?? "")?.[1];
  const stream = info.video.find((each) => String(each.index) === index);
  if (from < 0 || timing < from || !stream || pass.includes("-pass")) return undefined;
  const chunk = [...pass.slice(from, timing + 2), ...tailOf(pass.slice(timing + 2))];
  const filters = chunk[1]!;
  const rate = valueOf(chunk, "-r");
  const seek = inputArguments.indexOf("-ss");
  const trimStart = seek < 0 ? 0 : Number(inputArguments[seek + 1]);
  const cut = valueOf(pass, "-t");
  const duration = Math.min((stream.duration ?? info.duration ?? 0) - trimStart, Number(cut ?? Infinity));
  const phase =
    ((starts.streams.get(stream.index) ?? starts.file) - starts.file - trimStart) *
    framesPerSecond(stream.frameRate);
  const isSplittable =
    /^(?:mov|matroska)/.test(info.format) &&
    !/(?:^|[,;\]])(?:decimate|fieldmatch|subtitles|ass)\b/.test(filters) &&
    (rate === undefined || (!stream.isVariableFrameRate && isSameRate(rate, stream.frameRate))) &&
    (stream.isVariableFrameRate || Math.abs(phase - Math.round(phase)) < 0.2) &&
    // The light of the mastering display may stand in the source's container alone.
    (stream.mastering === undefined || chunk.includes("libx264")) &&
    duration > 0;
  if (!isSplittable) return undefined;
  return {
    stream,
    encoder: chunk.slice(2),
    filters,
    rest: [...pass.slice(0, from), ...withoutTail(pass.slice(timing + 2))],
    rate,
    trimStart,
    inputArguments: seek < 0 ? [...inputArguments] : inputArguments.toSpliced(seek, 2),
    duration,
  };
}

/** What the words of one build add at the end of a pass for its picture's encoder. */
const appended = ["-b:v:0", "-strict"];

function tailOf(args: readonly string[]): string[] {
  return args.filter((arg, at) => appended.includes(arg) || appended.includes(args[at - 1]!));
}

function withoutTail(args: readonly string[]): string[] {
  return args.filter((arg, at) => !appended.includes(arg) && !appended.includes(args[at - 1]!));
}

function valueOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}
