import type { AudioSpec, ConversionSpec, VideoSpec } from "../spec.js";
import type { ParsedRequest } from "./parsed-request.js";

/** What a rule may change while the sentence is read from left to right. */
export interface Reading {
  spec: ConversionSpec;
  selection: ParsedRequest["selection"];
  /** What was spoken of last: a bit rate after "AAC audio" is the audio's. */
  subject: "video" | "audio";
}

/** Words with a meaning. */
export interface Rule {
  /** What the words say something about; a path of the spec, or `selection.…`, `container`, `source`. */
  field: string;
  /** Matched at the present place only; the longest match of all rules wins. */
  pattern: RegExp;
  /** Answers false when the words turn out not to mean it. */
  apply(reading: Reading, groups: Record<string, string | undefined>): unknown;
}

/** A rule from its field, a pattern without flags, and what it does. */
export function rule(field: string, pattern: RegExp, apply: Rule["apply"] = () => true): Rule {
  return { field, pattern: new RegExp(pattern.source, "iuy"), apply };
}

export function setVideo(reading: Reading, values: VideoSpec): void {
  reading.spec.video = { ...(reading.spec.video || {}), ...values };
}

export function setAudio(reading: Reading, values: AudioSpec): void {
  reading.spec.audio = { ...(reading.spec.audio || {}), ...values };
}
