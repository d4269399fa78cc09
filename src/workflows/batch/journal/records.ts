import type { ProcessIdentity } from "../../../media/index.js";

/** A file that was converted, and what of. */
export interface DoneRecord {
  type: "done";
  /** The fingerprint of the source. */
  source: string;
  /** The digest of the spec. */
  spec: string;
  /** Absolute. */
  input: string;
  output: string;
  /** Of the output. */
  bytes: number;
}

/** One line of a journal. */
export type JournalRecord =
  | DoneRecord
  /** A run began; its process, and the mark in the names of its temporary files. */
  | { type: "run"; token: string; process: ProcessIdentity; at: string }
  /** It was over, and left nothing behind. */
  | { type: "end" }
  /** A file is being converted; its temporary files lie in this folder. */
  | { type: "begin"; folder: string }
  | { type: "child"; process: ProcessIdentity }
  /** Files are about to get their names, the result last. */
  | { type: "ready"; output: string; files: { path: string; ino: number }[] };

/** The records of a journal; a line that was torn by a crash is none. */
export function readRecords(text: string): JournalRecord[] {
  return text.split("\n").flatMap((line) => {
    try {
      const record: unknown = JSON.parse(line);
      return typeof record === "object" && record !== null && "type" in record
        ? [record as JournalRecord]
        : [];
    } catch {
      return [];
    }
  });
}
