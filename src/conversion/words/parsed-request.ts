import type { Language } from "../../errors/index.js";
import type { ConversionSpec } from "../spec.js";

/** What a sentence asks for, every piece traced to its words. */
export interface ParsedRequest {
  spec: ConversionSpec;
  /** Which files are meant. */
  selection: {
    /** Lower case, without the dot. */
    extensions?: string[];
    /** As said; well-known ones as `~/Downloads`, `~/Desktop`, `~/Videos`. */
    folder?: string;
    batch: boolean;
  };
  understood: { text: string; field: string }[];
  /** Words that mean nothing to the parser; never empty in silence. */
  unrecognized: string[];
  /** What is not clear, with what is done if nobody answers. */
  questions: { field: string; text: string; default: unknown }[];
  language: Language;
}
