import type { MediaInfo } from "../conversion/index.js";
import { duration, fileSize } from "./units.js";

/** One line for a file and one for each of its streams. */
export function describeMedia(info: MediaInfo): string[] {
  const head = [
    containerName(info),
    info.duration === undefined ? "length unknown" : duration(info.duration),
    info.bytes === undefined ? undefined : fileSize(info.bytes),
    info.bitrate === undefined ? undefined : `${Math.round(info.bitrate / 1000)} kb/s`,
  ];
  return [
    joined(head),
    ...info.video.map((stream) => {
      const { index, codec, profile, displayWidth, displayHeight, rotation, frameRate, pixelFormat, hdr } =
        stream;
      const turned = rotation === 0 ? undefined : `turned by ${rotation}°`;
      const rate = stream.isVariableFrameRate ? `about ${frameRate} fps, variable` : `${frameRate} fps`;
      return `  ${index}: video ${joined([`${codec} ${profile ?? ""}`.trim(), `${displayWidth}x${displayHeight}`, turned, rate, pixelFormat, hdr])}`;
    }),
    ...info.audio.map(
      ({ index, codec, channels, layout, sampleRate, language }) =>
        `  ${index}: audio ${joined([codec, layout ?? `${channels} channels`, `${sampleRate} Hz`, language])}`,
    ),
    ...info.subtitles.map(
      ({ index, codec, language }) => `  ${index}: subtitles ${joined([codec, language])}`,
    ),
  ];
}

/** ffmpeg has one reader, and so one name, for all that is built of QuickTime's boxes. */
function containerName({ format, tags }: MediaInfo): string {
  if (!format.startsWith("mov,mp4,")) return format.split(",")[0]!;
  return tags["major_brand"]?.trim() === "qt" ? "mov" : "mp4";
}

function joined(parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(", ");
}
