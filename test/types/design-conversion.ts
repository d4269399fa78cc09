// The shapes that design.md fixes, written out by hand: the domain. Compared with what src exports; never import src here.

export interface ConversionSpec {
  video?:
    | false
    | {
        codec?: "auto" | "copy" | "h264" | "hevc" | "av1";
        crf?: number;
        bitrate?: number;
        maxBitrate?: number;
        width?: number;
        height?: number;
        fps?: number | string;
        allowUpscale?: boolean;
        profile?: "baseline" | "main" | "high";
        level?: string;
        preset?: string;
        rotate?: 0 | 90 | 180 | 270;
        keyframeInterval?: number;
        deinterlace?: "auto" | boolean;
        hdr?: "auto" | "keep" | "tonemap";
      };
  audio?:
    | false
    | {
        codec?: "auto" | "copy" | "aac";
        bitrate?: number;
        channels?: number;
        sampleRate?: number;
        normalize?: boolean;
      };
  subtitles?: "keep" | "drop" | "burn";
  streams?: { video?: number; audio?: "all" | "default" | number[] | string[] };
  targetSize?: number;
  trim?: { start?: number; end?: number };
  faststart?: boolean;
  fragmented?: boolean;
  reencode?: boolean;
  useCase?: PresetName;
}

export type PresetName =
  "youtube" | "vimeo" | "web" | "mobile" | "broadcast" | "archive" | "email" | "preview";

export interface Preset {
  name: PresetName;
  summary: string;
  source: string;
  spec: ConversionSpec;
}

export interface ParsedRequest {
  spec: ConversionSpec;
  selection: { extensions?: string[]; folder?: string; batch: boolean };
  understood: { text: string; field: string }[];
  unrecognized: string[];
  questions: { field: string; text: string; default: unknown }[];
  language: "en" | "zh";
}

export interface MediaInfo {
  format: string;
  duration?: number;
  bytes?: number;
  bitrate?: number;
  video: VideoStream[];
  audio: AudioStream[];
  subtitles: SubtitleStream[];
  chapters: { start: number; end: number; title?: string }[];
  tags: Record<string, string>;
}

export interface StreamInfo {
  index: number;
  codec: string;
  language?: string;
  duration?: number;
  bitrate?: number;
  dispositions: string[];
}

export interface VideoStream extends StreamInfo {
  profile?: string;
  level?: number;
  width: number;
  height: number;
  displayWidth: number;
  displayHeight: number;
  sar: string;
  rotation: 0 | 90 | 180 | 270;
  frameRate: string;
  isVariableFrameRate: boolean;
  pixelFormat: string;
  bitDepth: number;
  fieldOrder: string;
  color: { primaries?: string; transfer?: string; matrix?: string; range?: string };
  hdr?: "hdr10" | "hlg" | "dolby-vision";
}

export interface AudioStream extends StreamInfo {
  channels: number;
  layout?: string;
  sampleRate: number;
}

export interface SubtitleStream extends StreamInfo {
  isBitmap: boolean;
}

export interface Loss {
  kind: string;
  stream?: number;
  message: string;
  sidecar?: string;
}

export interface Verification {
  ok: boolean;
  level: "none" | "quick" | "full";
  checks: { name: string; expected: unknown; actual: unknown; ok: boolean }[];
}

export interface ConversionResult {
  path: string;
  bytes: number;
  route: "copy" | "partial" | "encode";
  reasons: string[];
  spec: ConversionSpec;
  source: MediaInfo;
  output: MediaInfo;
  verification: Verification;
  losses: Loss[];
  sidecars: string[];
  warnings: string[];
  arguments?: string[];
  receiptPath?: string;
  kept?: "source";
}
