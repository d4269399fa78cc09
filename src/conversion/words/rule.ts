import type { AudioSpec, ConversionSpec, VideoSpec } from "../spec.js";
import type { ParsedRequest } from "./parsed-request.js";

/** What a rule may change while the sentence is read from left to right. */
export interface Reading {
  spec: ConversionSpec;
  selection: ParsedRequest["selection"];
  /** What was spoken of last: a bit rate after "AAC audio" is the audio's. */
  subject: "video" | "audio";
  /** Whether a bit rate was said since: "H.264 4000k AAC" gives it to H.264, "192k audio 4000k video" each its own. */
  isRated: boolean;
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
export function rule(field: string, pattern: RegExp | string, apply: Rule["apply"] = () => true): Rule {
  const source = typeof pattern === "string" ? pattern : pattern.source;
  return { field, pattern: new RegExp(source, "iuy"), apply };
}

export function setVideo(reading: Reading, values: VideoSpec): void {
  reading.spec.video = { ...(reading.spec.video || {}), ...values };
}

export function setAudio(reading: Reading, values: AudioSpec): void {
  reading.spec.audio = { ...(reading.spec.audio || {}), ...values };
}

/** From here on bit rates are meant for it. */
export function speakOf(reading: Reading, subject: Reading["subject"]): void {
  reading.subject = subject;
  reading.isRated = false;
}

/** Sets something of the picture and goes on speaking of it. */
export function video(values: VideoSpec): Rule["apply"] {
  return (reading) => {
    setVideo(reading, values);
    speakOf(reading, "video");
  };
}

/** Sets something of the sound and goes on speaking of it. */
export function audio(values: AudioSpec): Rule["apply"] {
  return (reading) => {
    setAudio(reading, values);
    speakOf(reading, "audio");
  };
}

/** Every stream as it is. */
export const copyAll: Rule["apply"] = (reading) => {
  setVideo(reading, { codec: "copy" });
  setAudio(reading, { codec: "copy" });
};

export const noAudio: Rule["apply"] = ({ spec }) => {
  spec.audio = false;
};

export const reencodeAll: Rule["apply"] = ({ spec }) => {
  spec.reencode = true;
};
