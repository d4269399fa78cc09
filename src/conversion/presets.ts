import type { ConversionSpec, PresetName } from "./spec.js";

/** Settings for an intended use. */
export interface Preset {
  name: PresetName;
  summary: string;
  /** Where the figures come from. */
  source: string;
  /** What is used where the request says nothing. */
  spec: ConversionSpec;
  /** What a stream may be at the most to be copied; beyond it is encoded. */
  limits: PresetLimits;
}

export interface PresetLimits {
  videoCodecs: readonly string[];
  /** H.264 profiles, as ffprobe names them. */
  profiles: readonly string[];
  /** In pixels. */
  shortSide?: number;
  /** Frames per second. */
  frameRate?: number;
  /** Bits per second. */
  videoBitrate?: number;
  /** 41 is 4.1. */
  level?: number;
  audioCodecs: readonly string[];
  channels?: number;
  allowsHdr: boolean;
  allowsVariableFrameRate: boolean;
}

const baseline = ["Constrained Baseline", "Baseline"] as const;
const main = [...baseline, "Main"] as const;
const high = [...main, "High"] as const;

/** What plays in every browser and on every phone of the last ten years; used where no use is named. */
export const anywhere: PresetLimits = {
  videoCodecs: ["h264"],
  profiles: high,
  level: 51,
  audioCodecs: ["aac", "mp3"],
  allowsHdr: false,
  allowsVariableFrameRate: true,
};

export const presets: Record<PresetName, Preset> = {
  youtube: {
    name: "youtube",
    summary: "Upload to YouTube: H.264 High, closed GOP of half the frame rate, 2 B-frames, AAC 384 kb/s.",
    source: "https://support.google.com/youtube/answer/1722171 (recommended upload encoding settings)",
    spec: {
      video: { crf: 18, preset: "slow", profile: "high" },
      audio: { bitrate: 384_000, sampleRate: 48_000 },
    },
    limits: { ...anywhere, audioCodecs: ["aac"], allowsVariableFrameRate: false },
  },
  vimeo: {
    name: "vimeo",
    summary:
      "Upload to Vimeo: H.264 High, up to 20 Mb/s (60 Mb/s for 4K), constant frame rate, AAC 320 kb/s.",
    source: "Vimeo's compression guidelines, as restated in Dolby's guide to transcoding to a specification",
    spec: {
      video: { crf: 17, maxBitrate: 20_000_000, preset: "slow", profile: "high", keyframeInterval: 2 },
      audio: { bitrate: 320_000 },
    },
    limits: { ...anywhere, videoBitrate: 60_000_000, audioCodecs: ["aac"], allowsVariableFrameRate: false },
  },
  web: {
    name: "web",
    summary: "In a web page: H.264 High up to 1080p and 6 Mb/s, AAC 160 kb/s, starts before it is loaded.",
    source: "HandBrake 1.x, preset Fast 1080p30 (RF 22, AAC 160)",
    spec: {
      video: {
        crf: 22,
        height: 1080,
        maxBitrate: 6_000_000,
        preset: "medium",
        profile: "high",
        keyframeInterval: 2,
      },
      audio: { bitrate: 160_000, channels: 2 },
    },
    limits: { ...anywhere, shortSide: 1080, videoBitrate: 9_000_000, level: 42, channels: 2 },
  },
  mobile: {
    name: "mobile",
    summary: "On any phone: H.264 Main 3.1 up to 720p30 and 3 Mb/s, AAC 128 kb/s.",
    source: "Android CDD 5.2 (video encoding) and HandBrake 1.x, preset Fast 720p30 (Main 3.1)",
    spec: {
      video: {
        crf: 23,
        height: 720,
        fps: 30,
        maxBitrate: 3_000_000,
        preset: "medium",
        profile: "main",
        level: "3.1",
        keyframeInterval: 2,
      },
      audio: { bitrate: 128_000, channels: 2, sampleRate: 48_000 },
    },
    limits: {
      ...anywhere,
      profiles: main,
      shortSide: 720,
      frameRate: 30,
      videoBitrate: 4_500_000,
      level: 31,
      channels: 2,
    },
  },
  broadcast: {
    name: "broadcast",
    summary:
      "Contribution to a broadcaster, as MP4: constant frame rate, up to 50 Mb/s, loudness −23 LUFS (EBU R 128).",
    source:
      "EBU R 128; XDCAM HD422 play-out specifications for the bit rate (delivery itself is MXF, not MP4)",
    spec: {
      video: { crf: 12, maxBitrate: 50_000_000, preset: "fast", profile: "high" },
      audio: { bitrate: 320_000, sampleRate: 48_000, normalize: true },
    },
    limits: { ...anywhere, audioCodecs: ["aac"], allowsVariableFrameRate: false },
  },
  archive: {
    name: "archive",
    summary: "To keep: copies whatever MP4 can hold, encodes the rest at CRF 16, drops no track.",
    source: "HandBrake 1.x, preset Super HQ 1080p30 (RF 18), two steps better",
    spec: { video: { crf: 16, preset: "slow" }, audio: { bitrate: 320_000 } },
    limits: {
      videoCodecs: ["h264", "hevc", "av1", "vp9", "mpeg4"],
      profiles: [...high, "High 10", "High 4:2:2", "High 4:4:4 Predictive"],
      audioCodecs: ["aac", "mp3", "ac3", "eac3", "alac", "opus"],
      allowsHdr: true,
      allowsVariableFrameRate: true,
    },
  },
  email: {
    name: "email",
    summary: "Attached to a mail: at most 18 MB, which a limit of 25 MB allows once it is encoded for mail.",
    source: "Attachment limits of the large mail services (25 MB); MIME base64 adds a third (RFC 2045)",
    spec: {
      targetSize: 18_000_000,
      video: { height: 720, fps: 30, preset: "slow", profile: "high", level: "3.2" },
      audio: { bitrate: 128_000, channels: 2, sampleRate: 48_000 },
    },
    limits: { ...anywhere, shortSide: 1080, channels: 2 },
  },
  preview: {
    name: "preview",
    summary: "A quick look: 480p, CRF 28, at most 1 Mb/s, AAC 96 kb/s.",
    source: "This project's own choice: small before good",
    spec: {
      video: {
        crf: 28,
        height: 480,
        maxBitrate: 1_000_000,
        preset: "veryfast",
        profile: "high",
        keyframeInterval: 2,
      },
      audio: { bitrate: 96_000, channels: 2, sampleRate: 48_000 },
    },
    limits: { ...anywhere, shortSide: 480, videoBitrate: 1_500_000, channels: 2 },
  },
};
