import type { AudioDecision } from "./decide-audio.js";
import type { VideoDecision } from "./decide-video.js";
import type { MediaInfo, SubtitleStream } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

export interface SubtitleDecision {
  stream: SubtitleStream;
  action: "encode" | "drop";
  reason: string;
}

/** ffmpeg's options for what goes into the file and how it is laid out. */
export function containerArguments(
  source: MediaInfo,
  settings: ConversionSpec,
  video: VideoDecision | undefined,
  audio: readonly AudioDecision[],
  subtitles: readonly SubtitleDecision[],
): string[] {
  const kept = audio.filter(({ action }) => action !== "drop");
  const indexes = [video?.stream.index, ...[...kept, ...subtitles].map(({ stream }) => stream.index)];
  return [
    ...indexes.flatMap((index) => (index === undefined ? [] : ["-map", `0:${index}`])),
    // Without it ffmpeg drops the date of the recording.
    "-map_metadata",
    "0",
    "-map_chapters",
    "0",
    ...(subtitles.length > 0 ? ["-c:s", "mov_text"] : []),
    ...subtitles.flatMap(({ stream }, position) =>
      stream.language ? [`-metadata:s:s:${position}`, `language=${stream.language}`] : [],
    ),
    ...layout(source, settings),
    // A stream that starts late would otherwise end the run with "Too many packets buffered".
    "-max_muxing_queue_size",
    "4096",
    "-f",
    "mp4",
  ];
}

function layout(_source: MediaInfo, { fragmented, faststart = true }: ConversionSpec): string[] {
  if (fragmented) return ["-movflags", "+frag_keyframe+empty_moov+default_base_moof"];
  return faststart ? ["-movflags", "+faststart"] : [];
}
