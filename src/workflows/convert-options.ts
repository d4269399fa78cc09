import type {
  ConversionSpec,
  ConversionSpecInput,
  Loss,
  MediaInfo,
  PresetName,
  Verification,
} from "../conversion/index.js";
import type { Session } from "../modules/index.js";
import type { Notice, Progress } from "../options/index.js";

/** How a file is converted. `spec`, `preset` and `request` combine: preset, then words, then spec. */
export interface ConvertOptions {
  /**
   * A path; a folder means inside it. Default: beside the source as `<name>.mp4`, or `<name>.converted.mp4` when that is the
   * source; in the working directory for a Blob, a stream or an `https:` source.
   */
  output?: string;
  /** What is wanted in plain words, English or Chinese. */
  request?: string;
  spec?: ConversionSpecInput;
  /** The default of `spec.useCase`. */
  preset?: PresetName;
  /**
   * What to do when there is a file already.
   * @default "fail"
   */
  onExists?: "fail" | "overwrite" | "skip" | "rename";
  /**
   * Whether the result is checked before it appears; `"full"` decodes every frame.
   * @default true
   */
  verify?: boolean | "full";
  /**
   * Whether a source on the local disk is checked to its last frame before it is converted, which needs ffmpeg here and takes
   * a tenth to a quarter of the time of an encode; one that is damaged is refused with `source-damaged`. Without it a source is
   * only checked when its conversion fails or its lengths say that it was cut short.
   * @default false
   */
  check?: boolean;
  /** A project to work in. Default: a new one, so that no draft holds two jobs. */
  session?: Session;
  signal?: AbortSignal;
  /** `percent` counts over the whole conversion. */
  onProgress?: (progress: Progress) => void;
  onNotice?: (notice: Notice) => void;
}

/** What became of a conversion. */
export interface ConversionResult {
  /** Absolute. */
  path: string;
  bytes: number;
  /** Whether the streams were copied, encoded, or some of each. */
  route: "copy" | "partial" | "encode";
  /** Why, a sentence for each stream. */
  reasons: string[];
  /** What was asked for, words and numbers brought together. */
  spec: ConversionSpec;
  source: MediaInfo;
  output: MediaInfo;
  verification: Verification;
  losses: Loss[];
  /** Files that hold what MP4 could not. */
  sidecars: string[];
  warnings: string[];
  /** What ffmpeg was given, where it ran here. */
  arguments?: string[];
  receiptPath?: string;
  kept?: "source";
}
