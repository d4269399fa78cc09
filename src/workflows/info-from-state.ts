import { type MediaInfo, readMediaInfo } from "../conversion/index.js";
import { extensionOf } from "../modules/later.js";

type Facts = Record<string, unknown>;

/** What a backend says of an upload. */
export interface Told {
  /** A whole probe, which a plan can be made by. */
  info?: MediaInfo;
  /** What is understood of a few facts. What they leave out is not known: nothing is planned or expected by them. */
  facts?: MediaInfo;
}

/**
 * What the backend knows of the upload called `name`, for where nobody looked at it here. The embedded backend hands on its
 * whole probe; the cloud's keys are read as far as they are understood.
 */
export function infoFromState(videoInfos: unknown[], name: string): Told {
  const entries = videoInfos.filter((entry): entry is Facts => typeof entry === "object" && entry !== null);
  const named = entries.findLast((each) => each["name"] === name || each["file_name"] === name);
  // The backend may call a file by a name of its own; of several nobody knows which.
  const entry = named ?? (entries.length === 1 ? entries[0] : undefined);
  if (!entry) return {};
  const info = readMediaInfo(entry["media_info"]);
  return info ? { info } : { facts: fromFacts(entry, name) };
}

/** All that is known of a file of which only the name is. */
export function unknownInfo(name: string): MediaInfo {
  const format = extensionOf(name) || "unknown";
  return { format, video: [], audio: [], subtitles: [], chapters: [], tags: {} };
}

/** A length is left out: nobody says whether it is seconds or milliseconds. */
function fromFacts(entry: Facts, name: string): MediaInfo {
  const width = number(entry, "width");
  const height = number(entry, "height");
  const bytes = number(entry, "size", "bytes", "file_size");
  const rate = number(entry, "fps", "frame_rate");
  const video: MediaInfo["video"] =
    width === undefined || height === undefined
      ? []
      : [
          {
            index: 0,
            codec: text(entry, "codec", "video_codec") ?? "unknown",
            ...{ width, height, displayWidth: width, displayHeight: height },
            sar: "0:1",
            rotation: 0,
            frameRate: rate === undefined ? "0/0" : String(rate),
            isVariableFrameRate: false,
            pixelFormat: "unknown",
            bitDepth: 0,
            fieldOrder: "unknown",
            color: {},
            dispositions: [],
          },
        ];
  return { ...unknownInfo(name), ...(bytes !== undefined && { bytes }), video };
}

function number(entry: Facts, ...keys: string[]): number | undefined {
  const value = keys.map((key) => Number(entry[key])).find((each) => Number.isFinite(each) && each > 0);
  return value;
}

function text(entry: Facts, ...keys: string[]): string | undefined {
  return keys.map((key) => entry[key]).find((value): value is string => typeof value === "string");
}
