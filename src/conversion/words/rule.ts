import type { AudioSpec, VideoSpec } from "../spec.js";
import type { ParsedRequest } from "./parsed-request.js";

type Question = ParsedRequest["questions"][number];

/** What a sentence can be unclear about. */
export interface Doubt extends Pick<Question, "field" | "default"> {
  text: Record<ParsedRequest["language"], string>;
}

/** What rules gather while the sentence is read from left to right. */
export interface Reading {
  /** What was said, by its path in the spec; `false` for `video` and `audio` stands beside what is said of them. */
  values: Map<string, unknown>;
  /** Paths of which two different things were said. */
  conflicts: Set<string>;
  /** What can mean several things, the usual one first. */
  ambiguities: { meanings: { field: string; value: unknown }[]; text: Doubt["text"] }[];
  selection: ParsedRequest["selection"];
  /** What was spoken of last: a bit rate after "AAC audio" is the audio's. */
  subject: "video" | "audio";
  /** Whether a bit rate was said since: "H.264 4000k AAC" gives it to H.264, "192k audio 4000k video" each its own. */
  isRated: boolean;
  /** "Without re-encoding" is meant for every stream of which nothing else is said. */
  copiesAll?: boolean;
  /** "High quality", where nothing more exact is said. */
  quality?: number;
  /** "Compress it", which asks for a number. */
  shrinks?: boolean;
  /** "Reduce the quality", which asks for one as well. */
  lowersQuality?: boolean;
  /** How long the result is to be, in seconds from where it starts. */
  length?: number;
  /** Whether ffmpeg's own syntax is read, in which bare words are file names. */
  isCommand?: boolean;
}

/** Words with a meaning. */
export interface Rule {
  /** What the words say something about; a path of the spec, or `selection.…`, `container`, `source`. */
  field: string;
  /** Of the pattern, without flags. */
  source: string;
  /** Matched at the present place only; the longest match of all rules wins. */
  readonly pattern: RegExp;
  /** Answers false when the words turn out not to mean it, and the fields where they speak of several. */
  apply(reading: Reading, groups: Record<string, string | undefined>): unknown;
}

/** The field of words whose meaning is known, and that no spec can say: they are reported as a whole. */
export const inexpressible = "";

/** A rule from its field, a pattern without flags, and what it does. */
export function rule(field: string, pattern: RegExp | string, apply: Rule["apply"] = () => true): Rule {
  const source = typeof pattern === "string" ? pattern : pattern.source;
  let compiled: RegExp | undefined;
  return {
    field,
    source,
    // Hundreds of them, of which a sentence needs a few: compiled at import they would delay every start.
    get pattern() {
      return (compiled ??= new RegExp(source, "iuy"));
    },
    apply,
  };
}

/** Of two things said the later one holds; that there were two is remembered. */
export function put({ values, conflicts }: Reading, path: string, value: unknown): void {
  if (values.has(path) && JSON.stringify(values.get(path)) !== JSON.stringify(value)) conflicts.add(path);
  values.set(path, value);
}

export function setVideo(reading: Reading, values: VideoSpec): void {
  for (const [key, value] of Object.entries(values)) put(reading, `video.${key}`, value);
}

export function setAudio(reading: Reading, values: AudioSpec): void {
  for (const [key, value] of Object.entries(values)) put(reading, `audio.${key}`, value);
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
  reading.copiesAll = true;
};

export const noAudio: Rule["apply"] = (reading) => put(reading, "audio", false);

export const reencodeAll: Rule["apply"] = (reading) => put(reading, "reencode", true);
