import { type MediaInfo, readMediaInfo } from "../conversion/index.js";
import { extensionOf } from "../modules/later.js";

type Facts = Record<string, unknown>;

/**
 * What the backend knows of the upload called `name`, for where there is no ffprobe. The embedded backend hands on its whole
 * probe; the cloud's keys are read as far as they are understood.
 */
export function infoFromState(videoInfos: unknown[], name: string): MediaInfo | undefined {
  const entries = videoInfos.filter((entry): entry is Facts => typeof entry === "object" && entry !== null);
  const entry =
    entries.findLast((each) => each["name"] === name || each["file_name"] === name) ?? entries.at(-1);
  if (!entry) return undefined;
  return readMediaInfo(entry["media_info"]) ?? fromFacts(entry, name);
}

function fromFacts(entry: Facts, name: string): MediaInfo {
  const width = number(entry, "width") ?? 0;
  const height = number(entry, "height") ?? 0;
  const duration = number(entry, "duration");
  const bytes = number(entry, "size", "bytes", "file_size");
  const rate = number(entry, "fps", "frame_rate");
  const codec = text(entry, "codec", "video_codec") ?? "unknown";
  return {
    format: extensionOf(name) || "unknown",
    ...(duration !== undefined && { duration }),
    ...(bytes !== undefined && { bytes }),
    video: [
      {
        index: 0,
        codec,
        width,
        height,
        displayWidth: width,
        displayHeight: height,
        sar: "1:1",
        rotation: 0,
        frameRate: rate === undefined ? "0/0" : String(rate),
        isVariableFrameRate: false,
        pixelFormat: "unknown",
        bitDepth: 8,
        fieldOrder: "unknown",
        color: {},
        dispositions: [],
      },
    ],
    audio: [],
    subtitles: [],
    chapters: [],
    tags: {},
  };
}

function number(entry: Facts, ...keys: string[]): number | undefined {
  const value = keys.map((key) => Number(entry[key])).find((each) => Number.isFinite(each) && each > 0);
  return value;
}

function text(entry: Facts, ...keys: string[]): string | undefined {
  return keys.map((key) => entry[key]).find((value): value is string => typeof value === "string");
}
