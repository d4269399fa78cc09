import { NemoError } from "../../errors/index.js";
import { framesPerSecond } from "../frame-rate.js";
import { seconds } from "../input-arguments.js";
import { mainVideo, type MediaInfo, type VideoStream } from "../media-info.js";
import { type ConversionPlan, planConversion } from "../plan.js";
import type { ConversionSpec } from "../spec.js";
import { timecodeAt } from "../timecode.js";
import { type Frame, frameOf, framesBefore } from "./frame.js";
import { type PreparedPicture, preparePicture } from "./picture-filters.js";
import { sampleRate } from "./sound-filters.js";
import { type SoundTrack, soundTracks, trackTags } from "./sound-tracks.js";
import type { Montage, TimelineClip } from "./montage.js";
import { type Layout, type Parts, toGraph } from "./timeline-graph.js";
import { timelineLosses } from "./timeline-losses.js";
import type { DrawnTitle } from "./title-filters.js";

/** One `-i` of the run, with the options before it. */
export type TimelineInput = { arguments: string[] } & ({ source: number } | { file: string });

export interface TimelinePlan {
  inputs: TimelineInput[];
  /** Of the whole timeline, as if it were a source of its own. */
  info: MediaInfo;
  plan: ConversionPlan;
}

/** The frame in which titles have their places. Pure. */
export function timelineFrame({ clips }: Montage, sources: readonly MediaInfo[]): Frame {
  const first = clips[0];
  if (!first) throw new NemoError("no-video", "The timeline has no picture.");
  const source = sources[first.source]!;
  return frameOf(first, mainVideo(source)!, preparePicture(source));
}

/**
 * Decides how a timeline is rendered. Pure: what its sources hold and what is to become of it in, ffmpeg's arguments out.
 *
 * @param spec what is made of the whole; copying is not possible
 * @throws NemoError `no-video`, `invalid-request`, `target-unreachable`
 */
export function planTimeline(
  montage: Montage,
  sources: readonly MediaInfo[],
  titles: readonly DrawnTitle[],
  spec: ConversionSpec,
): TimelinePlan {
  const { clips } = montage;
  const frame = timelineFrame(montage, sources);
  const pictures = clips.map(({ source }) => preparePicture(sources[source]!));
  const tracks = soundTracks(montage, sources, spec);
  const layout = layOut(clips, frame);
  const timecode = timecodeOf(montage, sources);
  const { tags } = sources[clips[0]!.source]!;
  const info = { ...asSource(layout.total, frame, { ...pictures[0]!, timecode }, tracks), tags };
  const plan = planConversion(info, encoded(spec));
  const parts = { montage, sources, titles, frame, pictures, tracks, layout };
  return {
    info,
    inputs: inputsOf(parts),
    plan: {
      ...plan,
      inputArguments: [],
      passes: plan.passes.map((pass) => toGraph(withTags(pass, timecode, tracks), parts)),
      losses: [...timelineLosses(parts, spec), ...plan.losses],
    },
  };
}

function layOut(clips: readonly TimelineClip[], frame: Frame): Layout {
  const samplesBefore = (frames: number) => Math.round((frames / framesPerSecond(frame.rate)) * sampleRate);
  const layout: Layout = { frames: [], samples: [], total: 0 };
  let time = 0;
  let before = 0;
  for (const { duration } of clips) {
    time += duration;
    const after = Math.max(before + 1, framesBefore(time, frame));
    layout.frames.push(after - before);
    layout.samples.push(samplesBefore(after) - samplesBefore(before));
    before = after;
  }
  layout.total = before;
  return layout;
}

/** A film begins with its first clip. */
function timecodeOf({ clips }: Montage, sources: readonly MediaInfo[]): string | undefined {
  const { source, from } = clips[0]!;
  return timecodeAt(sources[source]!, mainVideo(sources[source]!)!, from);
}

/** ffmpeg by itself would take the time of the source, only where it is a tag of the file, and no language. */
function withTags(
  pass: readonly string[],
  timecode: string | undefined,
  tracks: readonly SoundTrack[],
): readonly string[] {
  return [
    ...(timecode === undefined || pass.includes("-timecode") ? [] : ["-timecode", timecode]),
    ...(pass.includes("0:1") ? trackTags(tracks) : []),
    ...pass,
  ];
}

function asSource(
  frames: number,
  { width, height, rate }: Frame,
  { color, timecode }: PreparedPicture & { timecode: string | undefined },
  tracks: readonly SoundTrack[],
): MediaInfo {
  const duration = frames / framesPerSecond(rate);
  const stream = { duration, dispositions: [] };
  const picture: VideoStream = {
    ...{ ...stream, index: 0, codec: "rawvideo", width, height, displayWidth: width, displayHeight: height },
    ...{
      sar: "1:1",
      rotation: 0 as const,
      frameRate: rate,
      isVariableFrameRate: false,
      pixelFormat: "yuv420p",
    },
    ...{ bitDepth: 8, fieldOrder: "progressive", color: { ...color, range: "tv" }, frames },
    ...(timecode !== undefined && { timecode }),
  };
  const audio = tracks.map(({ form }, position) => ({
    ...{ ...stream, ...form, index: position + 1, codec: "pcm_f32le", sampleRate },
  }));
  return {
    format: "timeline",
    duration,
    video: [picture],
    audio,
    ...{ subtitles: [], chapters: [], tags: {} },
  };
}

/** What is put together is encoded, and chosen from no more. */
function encoded({ trim, streams, subtitles, ...spec }: ConversionSpec): ConversionSpec {
  const uncopied = <T extends { codec?: string }>(part: T | false | undefined) =>
    part && part.codec === "copy" ? { ...part, codec: "auto" as const } : part;
  const video = uncopied(spec.video);
  const audio = uncopied(spec.audio);
  return { ...spec, ...(video !== undefined && { video }), ...(audio !== undefined && { audio }) };
}

function inputsOf({ montage, titles, pictures }: Parts): TimelineInput[] {
  const part = (from: number, length: number) => [
    ...(from > 0 ? ["-ss", seconds(from)] : []),
    ...["-t", seconds(length)],
  ];
  return [
    ...montage.clips.map(({ source, from, duration, speed }, index) => ({
      source,
      arguments: [...pictures[index]!.inputArguments, ...part(from, duration * speed)],
    })),
    ...montage.sounds.map(({ source, from, duration }) => ({ source, arguments: part(from, duration) })),
    ...titles.flatMap((title) =>
      title.kind === "text"
        ? []
        : [
            {
              file: title.file,
              arguments: [
                ...["-f", "rawvideo", "-pixel_format", "rgba"],
                ...["-video_size", `${title.width}x${title.height}`],
              ],
            },
          ],
    ),
  ];
}
