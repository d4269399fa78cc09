/** What a file holds. Durations in seconds, bit rates in bits per second. */
export interface MediaInfo {
  /** ffmpeg's name of the container, for example `"mov,mp4,m4a,3gp,3g2,mj2"`. */
  format: string;
  duration?: number;
  bytes?: number;
  bitrate?: number;
  /** Cover pictures are among them, with the disposition `"attached_pic"`. */
  video: VideoStream[];
  audio: AudioStream[];
  subtitles: SubtitleStream[];
  /** Times in seconds. */
  chapters: { start: number; end: number; title?: string }[];
  tags: Record<string, string>;
  /** What is neither picture, sound nor subtitle: timecode, timed metadata, attached fonts. */
  others?: OtherStream[];
  /** The programmes of a broadcast, where there are several: the numbers of the streams of each. */
  programs?: number[][];
}

export interface OtherStream {
  index: number;
  /** For example `"timecode"`, `"attachment"`, `"data"`. */
  kind: string;
}

export interface StreamInfo {
  /** The number of the stream in its file, from 0. */
  index: number;
  /** ffmpeg's name of the codec, for example `"h264"`. */
  codec: string;
  /** ISO 639-2, for example `"eng"`; missing where the file does not say. */
  language?: string;
  duration?: number;
  /** How many seconds after the file it begins; missing where that is at once. */
  start?: number;
  bitrate?: number;
  /** Those that are set, for example `["default", "forced"]`. */
  dispositions: string[];
}

export interface VideoStream extends StreamInfo {
  profile?: string;
  /** As the codec counts it: 41 is H.264's 4.1. */
  level?: number;
  /** Of the coded picture. */
  width: number;
  height: number;
  /** As it is shown: pixel aspect and rotation applied. */
  displayWidth: number;
  displayHeight: number;
  /** Sample (pixel) aspect ratio, for example `"64:45"`. */
  sar: string;
  /** Clockwise, as a player turns the picture. */
  rotation: 0 | 90 | 180 | 270;
  /** A rational number, for example `"30000/1001"`. */
  frameRate: string;
  isVariableFrameRate: boolean;
  pixelFormat: string;
  bitDepth: number;
  /** `"progressive"`, `"tt"`, `"bb"`, `"tb"`, `"bt"` or `"unknown"`. */
  fieldOrder: string;
  color: { primaries?: string; transfer?: string; matrix?: string; range?: string };
  hdr?: "hdr10" | "hlg" | "dolby-vision";
  /** How many frames the container says there are. */
  frames?: number;
  /** Four-character code, for example `"hvc1"`. */
  codecTag?: string;
  /** Whether there is transparency, where the pixel format does not tell: of VP8 and VP9 a tag says so, of GIF the picture. */
  hasAlpha?: boolean;
  /** CEA-608 or 708 captions inside the picture's stream. */
  hasCaptions?: boolean;
  dolbyVision?: {
    profile: number;
    /** 0: its base layer is of no use without Dolby Vision. */ compatibility: number;
  };
  /** Of HDR10, in the words of x265: the display it was made on (SMPTE ST 2086), and the light levels in cd/m². */
  mastering?: { display?: string; maxCll?: string };
  /** Of the first frame, for example `"01:00:00:00"`; with a semicolon where numbers of frames are left out (drop-frame). */
  timecode?: string;
  /** Whether `fieldOrder` was found in the picture itself, whose stream says something else. */
  isFieldOrderMeasured?: boolean;
  /** Sizes that were found in the picture beside the one of the header, such as `"640x360"`. */
  otherSizes?: string[];
}

export interface AudioStream extends StreamInfo {
  profile?: string;
  channels: number;
  /** For example `"5.1(side)"`. */
  layout?: string;
  /** In Hz. */
  sampleRate: number;
}

export interface SubtitleStream extends StreamInfo {
  /** A picture, which MP4 cannot hold, not text. */
  isBitmap: boolean;
}

/** The picture that people watch: the first video stream that is no cover; of several programmes the largest. */
export function mainVideo({ video, programs = [] }: MediaInfo): VideoStream | undefined {
  const pictures = video.filter((stream) => !isCover(stream));
  if (programs.length < 2) return pictures[0];
  return pictures.reduce<VideoStream | undefined>(
    (best, stream) => (best && areaOf(best) >= areaOf(stream) ? best : stream),
    undefined,
  );
}

function areaOf({ width, height }: VideoStream): number {
  return width * height;
}

/** Whether two streams are of one programme; they are where there are no programmes. */
export function isSameProgram({ programs = [] }: MediaInfo, one: number, other: number): boolean {
  if (programs.length < 2) return true;
  return programs.some((streams) => streams.includes(one) && streams.includes(other));
}

export function isCover({ dispositions }: StreamInfo): boolean {
  return dispositions.includes("attached_pic");
}

/** Recordings of television, and what discs and cameras made of it: a clock of their own, and no index. */
export function isBroadcast({ format }: MediaInfo): boolean {
  return /^(?:mpegts|mpeg)$/.test(format);
}
