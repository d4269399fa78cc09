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
  /**
   * Whether a conversion that loses something which nobody asked to leave out is refused before it begins; the plan says
   * what. By default what can be kept is kept, in files beside the result where MP4 has no place for it.
   * @default false
   */
  strict?: boolean;
  /** Kinds of loss that `strict` lets pass, for example `["bitmap-subtitles"]`. */
  acknowledge?: string[];
  /**
   * Whether an encode that came out larger than its source is kept although the source could serve. Otherwise the source's
   * streams are copied instead, and an encode that must end too large is stopped early.
   * @default false
   */
  keepLarger?: boolean;
  /**
   * Whether the result gets the source's times of change and of access, for a source on the local disk.
   * @default false
   */
  keepTimes?: boolean;
  /**
   * Whether a receipt is written, as a page and as JSON: both files, what was done to each stream, and proof of it. A copied
   * stream is compared with the source's, an encoded picture measured against it, and both files are decoded from one end to
   * the other, which takes its time. `true`: beside the output, as `<output>.receipt.html` and `<output>.receipt.json`; a
   * path: both files under it without its extension, or inside it when it is a folder.
   * @default false
   */
  receipt?: boolean | string;
  /**
   * Whether the progress of a long encode on this machine is kept beside the output, in a hidden folder as large as the result,
   * so that the same call goes on where it was after a crash, a full disk or an abort. Its picture is encoded in pieces of a
   * minute, which join without a seam. Has no effect on a cloud, on films of less than two minutes, and on encodes that need
   * the whole film at once: two passes, another frame rate.
   * @default false
   */
  resume?: boolean;
  /**
   * Whether a result that is there already is taken for it where it says of itself that it was made of the same source for the
   * same wish: nothing is converted then. What is made is marked so that the next call knows it, also one on another machine.
   * @default false
   */
  once?: boolean;
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
  /** The page, absolute; the JSON lies beside it. */
  receiptPath?: string;
  /** Set when an encode would have been larger than the source, whose streams were copied instead. */
  kept?: "source";
}
