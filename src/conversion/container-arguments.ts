import type { AudioDecision } from "./decide-audio.js";
import type { SubtitleDecision } from "./decide-subtitles.js";
import type { VideoDecision } from "./decide-video.js";
import type { MediaInfo, VideoStream } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";
import { newTimecode } from "./timecode.js";
import { pictureSource } from "./video-arguments.js";

/** ffmpeg's options for what goes into the file and how it is laid out. */
export function containerArguments(
  source: MediaInfo,
  settings: ConversionSpec,
  video: VideoDecision | undefined,
  audio: readonly AudioDecision[],
  subtitles: readonly SubtitleDecision[],
  covers: readonly VideoStream[],
): string[] {
  const kept = audio.filter(({ action }) => action !== "drop");
  const indexes = [
    ...[...kept, ...subtitles].map(({ stream }) => stream.index),
    ...covers.map(({ index }) => index),
  ];
  const timecode = newTimecode(source, settings, video);
  return [
    ...(video ? ["-map", pictureSource(video)] : []),
    ...indexes.flatMap((index) => ["-map", `0:${index}`]),
    // Without it ffmpeg drops the date of the recording.
    "-map_metadata",
    "0",
    "-map_chapters",
    settings.fragmented ? "-1" : "0",
    ...(timecode === undefined ? [] : ["-timecode", timecode]),
    ...(subtitles.length > 0 ? ["-c:s", "mov_text"] : []),
    ...subtitles.flatMap(({ stream }, position) =>
      stream.language ? [`-metadata:s:s:${position}`, `language=${stream.language}`] : [],
    ),
    ...covers.flatMap((_, position) => coverArguments(position + (video ? 1 : 0))),
    ...layout(source, settings),
    // A stream that starts late would otherwise end the run with "Too many packets buffered".
    "-max_muxing_queue_size",
    "4096",
    "-f",
    "mp4",
  ];
}

/** Covers that MP4 holds as covers; fragments have no place for one. */
export function keptCovers(source: MediaInfo, { fragmented, video }: ConversionSpec): VideoStream[] {
  if (fragmented || video === false) return [];
  return source.video.filter(({ dispositions, codec }) => {
    return dispositions.includes("attached_pic") && ["mjpeg", "png"].includes(codec);
  });
}

function coverArguments(position: number): string[] {
  return [`-c:v:${position}`, "copy", `-disposition:v:${position}`, "attached_pic"];
}

function layout(source: MediaInfo, { fragmented, faststart = true, useCase }: ConversionSpec): string[] {
  const keys = quicktimeKeys(source);
  const flags = [
    // The index waits for the first packets: without them it knows neither AC-3 nor by how much sound begins early.
    ...(fragmented
      ? ["frag_keyframe", "empty_moov", "default_base_moof", "delay_moov"]
      : faststart
        ? ["faststart"]
        : []),
    // YouTube: "No Edit Lists (or the video might not get processed correctly)".
    ...(useCase === "youtube" && !fragmented ? ["negative_cts_offsets"] : []),
    ...(keys.length > 0 ? ["use_metadata_tags"] : []),
  ];
  return [
    ...(useCase === "youtube" && !fragmented ? ["-use_editlist", "0"] : []),
    ...(flags.length > 0 ? ["-movflags", flags.map((flag) => `+${flag}`).join("")] : []),
    ...(keys.length > 0 ? noBrandKeys : []),
  ];
}

/** Make, model, place and lens of a phone's or a camera's recording, which MP4 keeps only under their own names. */
function quicktimeKeys({ tags }: MediaInfo): string[] {
  return Object.keys(tags).filter(
    (key) => key.startsWith("com.apple.quicktime.") || key.startsWith("com.android."),
  );
}

/** Under their own names the brands of the source would be kept, too, as if they were the result's. */
const noBrandKeys = ["major_brand", "minor_version", "compatible_brands"].flatMap((key) => [
  "-metadata",
  `${key}=`,
]);
