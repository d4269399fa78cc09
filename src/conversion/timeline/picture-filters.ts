import type { Loss } from "../losses.js";
import type { MediaInfo } from "../media-info.js";
import { planConversion } from "../plan.js";
import { fitInto, type Frame, sizeOf } from "./frame.js";
import type { Size, TimelineClip } from "./montage.js";

/** A clip's picture as an encode of its own would begin: without fields, in standard range, opaque, square, even. */
export interface PreparedPicture extends Size {
  /** Its number in the file. */
  stream: number;
  /** A chain of ffmpeg's filters. */
  filters: string;
  /** Options before `-i`. */
  inputArguments: string[];
  /** ffmpeg's names. */
  color: { primaries: string; transfer: string; matrix: string };
  /** What such an encode loses of the picture, and of what is neither sound nor subtitles. */
  losses: Loss[];
}

/** Pure. @throws NemoError `no-video` */
export function preparePicture(source: MediaInfo): PreparedPicture {
  const spec = { video: { codec: "h264" }, audio: false, subtitles: "drop", reencode: true } as const;
  const { passes, inputArguments, expectation, losses } = planConversion(source, spec);
  const valueOf = (option: string) => valueAfter(passes.at(-1)!, option)!;
  return {
    stream: Number(valueOf("-map").split(":")[1]),
    width: expectation.video!.displayWidth,
    height: expectation.video!.displayHeight,
    filters: valueOf("-filter:v:0"),
    inputArguments,
    color: {
      primaries: valueOf("-color_primaries"),
      transfer: valueOf("-color_trc"),
      matrix: valueOf("-colorspace"),
    },
    losses,
  };
}

export function valueAfter(pass: readonly string[], option: string): string | undefined {
  const at = pass.indexOf(option);
  return at < 0 ? undefined : pass[at + 1];
}

/** The filters that bring a clip to exactly `frames` frames of the timeline's size, rate and colours. Pure. */
export function clipFilters(
  clip: TimelineClip,
  picture: PreparedPicture,
  { frame, frames, matrix, label }: { frame: Frame; frames: number; matrix: string; label: string },
): string {
  const size = sizeOf(clip, picture);
  const fitted = fitInto(size, frame);
  const isScaled = fitted.width !== size.width || fitted.height !== size.height;
  const colors =
    picture.color.matrix === matrix
      ? []
      : [`in_color_matrix=${scaleName(picture.color.matrix)}`, `out_color_matrix=${scaleName(matrix)}`];
  const isPadded = fitted.width !== frame.width || fitted.height !== frame.height;
  return [
    // A chain may have names inside, which are to be found once in a graph.
    picture.filters.replace(/\[(\w+)\]/g, `[$1_${label}]`),
    ...turns[clip.rotate],
    ...(clip.crop ? [`crop=${size.width}:${size.height}`] : []),
    ...(isScaled || colors.length > 0
      ? [`scale=${[`${fitted.width}:${fitted.height}`, "flags=lanczos", ...colors].join(":")}`]
      : []),
    ...(isPadded ? [`pad=${frame.width}:${frame.height}:${middle(frame, fitted)}`] : []),
    "setsar=1",
    "format=yuv420p",
    ...(clip.speed === 1 ? [] : [`setpts=PTS/${clip.speed}`]),
    // The last frame stays where the source is shorter than its sound or than it claims.
    `fps=${frame.rate}:start_time=0`,
    `tpad=stop_mode=clone:stop_duration=${Math.ceil(clip.duration) + 1}`,
    `trim=end_frame=${frames}`,
    "setpts=PTS-STARTPTS",
  ].join(",");
}

const turns = {
  0: [],
  90: ["transpose=clock"],
  180: ["hflip", "vflip"],
  270: ["transpose=cclock"],
} as const;

function middle(frame: Size, { width, height }: Size): string {
  const half = (space: number) => Math.floor(space / 4) * 2;
  return `${half(frame.width - width)}:${half(frame.height - height)}`;
}

/** scale knows the two of standard definition by one name. */
function scaleName(matrix: string): string {
  return { bt470bg: "bt601", smpte170m: "bt601", bt2020nc: "bt2020" }[matrix] ?? matrix;
}
