import type { AudioStream, MediaInfo, SubtitleStream, VideoStream } from "../../../src/conversion/index.js";

/** 1080p30 H.264 High 4.0, as a phone makes it; the shown size follows from size, pixel aspect and rotation. */
export function picture(changes: Partial<VideoStream> = {}): VideoStream {
  const { width = 1920, height = 1080, sar = "1:1", rotation = 0 } = changes;
  const [top, bottom] = sar.split(":").map(Number) as [number, number];
  const shown = [Math.round((width * top) / bottom), height] as const;
  const isTurned = rotation === 90 || rotation === 270;
  return {
    index: 0,
    codec: "h264",
    profile: "High",
    level: 40,
    width,
    height,
    displayWidth: shown[isTurned ? 1 : 0],
    displayHeight: shown[isTurned ? 0 : 1],
    sar,
    rotation,
    frameRate: "30",
    isVariableFrameRate: false,
    pixelFormat: "yuv420p",
    bitDepth: 8,
    fieldOrder: "progressive",
    color: { primaries: "bt709", transfer: "bt709", matrix: "bt709", range: "tv" },
    duration: 60,
    bitrate: 5_000_000,
    dispositions: ["default"],
    ...changes,
  };
}

/** Stereo AAC. */
export function sound(changes: Partial<AudioStream> = {}): AudioStream {
  return {
    index: 1,
    codec: "aac",
    channels: 2,
    layout: "stereo",
    sampleRate: 48_000,
    duration: 60,
    bitrate: 128_000,
    dispositions: ["default"],
    ...changes,
  };
}

export function subtitle(changes: Partial<SubtitleStream> = {}): SubtitleStream {
  return { index: 2, codec: "subrip", isBitmap: false, language: "eng", dispositions: [], ...changes };
}

/** A minute of picture and sound, 40 MB. */
export function source(changes: Partial<MediaInfo> = {}): MediaInfo {
  return {
    format: "mov,mp4,m4a,3gp,3g2,mj2",
    duration: 60,
    bytes: 40_000_000,
    bitrate: 5_333_333,
    video: [picture()],
    audio: [sound()],
    subtitles: [],
    chapters: [],
    tags: {},
    ...changes,
  };
}

export const hdr10: Partial<VideoStream> = {
  codec: "hevc",
  profile: "Main 10",
  level: 153,
  pixelFormat: "yuv420p10le",
  bitDepth: 10,
  hdr: "hdr10",
  color: { primaries: "bt2020", transfer: "smpte2084", matrix: "bt2020nc", range: "tv" },
};

/** The value that stands behind an option of ffmpeg; undefined where it is not given. */
export function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option);
  return at < 0 ? undefined : args[at + 1];
}
