import type { Loss } from "../losses.js";
import type { MediaInfo } from "../media-info.js";
import type { ConversionPlan } from "../plan.js";
import type { ConversionSpec } from "../spec.js";
import type { Verification } from "../verification.js";

/** The proof of a conversion: what went in, what came out, and what was measured of either. */
export interface Receipt {
  /** Of this form; raised when a reader would have to change. */
  version: 1;
  /** ISO 8601, UTC. */
  createdAt: string;
  software: { name: string; version: string };
  verdict: Verdict;
  route: ConversionPlan["route"];
  spec: ConversionSpec;
  source: ReceiptFile;
  output: ReceiptFile;
  streams: ReceiptStream[];
  losses: Loss[];
  sidecars: string[];
  warnings: string[];
  verification: Verification;
  similarity?: Similarity;
  /** What ffmpeg was given in its last run, where it ran here: before `-i`, and after it. */
  arguments?: { input: string[]; output: string[] };
  ffmpeg?: { version: string };
  /** What could not be measured, and why. */
  unmeasured: string[];
}

export interface Verdict {
  ok: boolean;
  /** What speaks against it; empty when it is verified. */
  reasons: string[];
}

export interface ReceiptFile {
  /** Without its folder, which is nobody's business. */
  name: string;
  bytes?: number;
  sha256?: string;
  info: MediaInfo;
  /** From decoding all of it. */
  decoding?: Decoding;
}

export interface Decoding {
  /** Pictures that came out; missing where there is none. */
  frames?: number;
  /** Complaints of the decoder, in the last 64 kB of them. */
  errors: number;
  /** The first of them. */
  messages: string[];
}

export interface ReceiptStream {
  kind: "video" | "audio" | "subtitle";
  /** Missing for what the source did not have, or was not known to have. */
  source?: StreamEnd;
  /** Missing for what was dropped. */
  result?: StreamEnd;
  action: "copy" | "encode" | "drop" | "sidecar" | "unknown";
  reason: string;
  /** Seconds by which the result is longer than the source, or than what a cut leaves of it. */
  durationDifference?: number;
  identity?: Identity;
}

export interface StreamEnd {
  index: number;
  codec: string;
  /** For people: `"H.264 High, 1920×1080, 25 fps"`. */
  text: string;
  duration?: number;
}

/** Whether a copied stream is the source's. */
export interface Identity {
  isIdentical: boolean;
  /** `"packets"`: the compressed data itself; `"decoded"`: every frame and sample that comes out of it. */
  compared: "packets" | "decoded";
  /** How, in a sentence. */
  method: string;
  /** MD5, as `ffmpeg -f md5` gives it. */
  sourceHash?: string;
  resultHash?: string;
}

/** How near an encoded picture is to its source, on sampled windows. */
export interface Similarity {
  metric: "SSIM" | "VMAF";
  /** Of all frames compared: SSIM 0 to 1, VMAF 0 to 100. */
  mean: number;
  frames: number;
  /** Each with the seconds in the result at which it begins. SSIM has the lowest frame, too. */
  windows: { start: number; frames: number; mean: number; lowest?: number }[];
  /** How both were brought together, in a sentence. */
  method: string;
  /** Where the metric is VMAF, the SSIM of the same windows. */
  ssim?: number;
}

/** One moment in both files; JPEG as data URIs. */
export interface FramePair {
  /** Seconds of the result. */
  time: number;
  before?: string;
  after?: string;
}
