import type { TitlePosition } from "../../conversion/index.js";

/** Some of a film: until its end where there is none, or so much of its end. */
export type Part = { start: number; end?: number } | { last: number };

/** One change of a film that people ask for. Times in milliseconds. */
export type Edit =
  | { kind: "cut"; start: number; end?: number; file?: string }
  /** So much at the end. */
  | { kind: "cut-end"; length: number; file?: string }
  | { kind: "keep"; start: number; end?: number; file?: string }
  | { kind: "keep-end"; length: number; file?: string }
  /** Without names: all uploads with a picture, in their order. */
  | { kind: "join"; files: string[] }
  | { kind: "append"; file: string; isFirst: boolean }
  /** To a level, where 1 is as it was recorded, or louder and quieter by a factor. */
  | { kind: "volume"; of: "film" | "music"; level: number; part?: Part }
  | { kind: "louder"; of: "film" | "music"; factor: number; part?: Part }
  | { kind: "music"; file?: string; level?: number }
  | { kind: "remove-music" }
  | {
      kind: "title";
      text: string;
      start: number;
      end?: number;
      length?: number;
      position?: TitlePosition;
      last?: number;
    }
  | { kind: "remove-title" }
  | { kind: "speed"; factor: number; file?: string; part?: Part }
  | { kind: "rotate"; degrees: 90 | 180 | 270; file?: string }
  | { kind: "crop"; ratio: string; file?: string }
  | { kind: "undo" };

/** What is to be asked back when an edit lacks something, or why it cannot be. */
export type Unclear =
  | "trim"
  | "title"
  | "speed"
  | "louder"
  | "quieter"
  | "volume"
  | "rotate"
  | "crop"
  | "cut"
  | "length"
  | "part"
  | "sound"
  | "whole";

/** A sentence as the grammar of edits reads it. */
export interface ReadSentence {
  edits: Edit[];
  unclear: Unclear[];
  /** What is no edit; perhaps a conversion. */
  rest: string;
}
