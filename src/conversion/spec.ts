/** What a conversion is to do. Everything is optional: what is not said is kept, or chosen so that the result plays. */
export interface ConversionSpec {
  /** `false`: no picture. */
  video?: false | VideoSpec;
  /** `false`: no sound. */
  audio?: false | AudioSpec;
  /** Default: `"keep"`, as far as MP4 can hold them. */
  subtitles?: "keep" | "drop" | "burn";
  streams?: StreamSelection;
  /** In bytes; the result is never larger. */
  targetSize?: number;
  /** In seconds of the source. `dropLast` is how much goes at its end, wherever that is; beside `end` both hold. */
  trim?: { start?: number; end?: number; dropLast?: number };
  /**
   * Whether the index stands before the media, so that playing can start before all of it has arrived.
   * @default true
   */
  faststart?: boolean;
  /** Made of fragments, for streaming. */
  fragmented?: boolean;
  /** Encodes also what could be copied. */
  reencode?: boolean;
  useCase?: PresetName;
}

export interface VideoSpec {
  /**
   * `"auto"` copies what plays for the intended use and encodes the rest as H.264.
   * @default "auto"
   */
  codec?: VideoCodec;
  /** Constant rate factor: the encoder's scale of quality, lower is better. For H.264 18 to 23 is usual. */
  crf?: number;
  /** Average, in bits per second. */
  bitrate?: number;
  /** In bits per second. */
  maxBitrate?: number;
  /** In pixels; alone it keeps the aspect, with `height` it is a box to fit into. */
  width?: number;
  /** In pixels; alone it is the short side of the picture as shown, as in "1080p". */
  height?: number;
  /** Frames per second: a number, or a rational such as `"30000/1001"`. */
  fps?: number | string;
  /** Whether the picture may become larger than it is. */
  allowUpscale?: boolean;
  profile?: "baseline" | "main" | "high";
  /** For example `"4.1"`. */
  level?: string;
  /** The encoder's own speed preset, for example `"slow"`. */
  preset?: string;
  /** Clockwise, on top of what the file says. */
  rotate?: 0 | 90 | 180 | 270;
  /** In seconds. */
  keyframeInterval?: number;
  /** Default: `"auto"`, when the source is interlaced. */
  deinterlace?: "auto" | boolean;
  /** Brings film that was spread over the fields of NTSC (3:2 pulldown) back to its 24 frames per second. */
  detelecine?: boolean;
  /** Default: `"auto"`, which keeps HDR where the codec and the intended use can hold it. */
  hdr?: "auto" | "keep" | "tonemap";
}

export interface AudioSpec {
  /**
   * `"auto"` copies what plays for the intended use and encodes the rest as AAC.
   * @default "auto"
   */
  codec?: AudioCodec;
  /** In bits per second. */
  bitrate?: number;
  channels?: number;
  /** In Hz. */
  sampleRate?: number;
  /** Brings the loudness to the norm of the intended use. */
  normalize?: boolean;
}

export interface StreamSelection {
  /** Which picture, counted from 0 among the video streams. */
  video?: number;
  /** Default: `"all"`. Numbers count from 0 among the audio streams; strings are languages. */
  audio?: "all" | "default" | number[] | string[];
}

export type VideoCodec = "auto" | "copy" | "h264" | "hevc" | "av1";
export type AudioCodec = "auto" | "copy" | "aac";
export type PresetName =
  "youtube" | "vimeo" | "web" | "mobile" | "broadcast" | "archive" | "email" | "preview";

/** A spec in which numbers may be written as people write them: `"4000k"`, `"500MB"`, `"30000/1001"`, `"1:30"`. */
export interface ConversionSpecInput extends Omit<ConversionSpec, "video" | "audio" | "targetSize" | "trim"> {
  video?: false | VideoSpecInput;
  audio?: false | AudioSpecInput;
  targetSize?: number | string;
  trim?: { start?: number | string; end?: number | string; dropLast?: number | string };
}

/** Text is read as the command line reads it: "4M" or "800k" for a bit rate, "23" for a CRF. */
export interface VideoSpecInput extends Omit<
  VideoSpec,
  "crf" | "bitrate" | "maxBitrate" | "width" | "height" | "level" | "keyframeInterval"
> {
  crf?: number | string;
  bitrate?: number | string;
  maxBitrate?: number | string;
  width?: number | string;
  height?: number | string;
  level?: number | string;
  keyframeInterval?: number | string;
}

/** Text is read as the command line reads it: "128k" for a bit rate, "48000" for a sample rate. */
export interface AudioSpecInput extends Omit<AudioSpec, "bitrate" | "channels" | "sampleRate"> {
  bitrate?: number | string;
  channels?: number | string;
  sampleRate?: number | string;
}
