import { readSync } from "node:fs";
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

/** A message that may be charged: about to be sent, and not known to have been refused, or to have led to a result. */
export interface SentRecord {
  type: "sent";
  /** The fingerprint of the source. */
  source: string;
  /** The digest of the spec. */
  spec: string;
  /** Absolute, or a URL without its query. */
  input: string;
  sessionId: string;
  taskId: string;
  /** Whether other files use the same project. */
  isShared: boolean;
}

/** One line of a journal. */
export type JournalRecord =
  | DoneRecord
  | SentRecord
  /** Nothing of what was sent there for a file is left to be fetched. */
  | { type: "settled"; source: string; spec: string; sessionId: string }
  /** A run began; its process, and the mark in the names of its temporary files. */
  | { type: "run"; token: string; process: ProcessIdentity; at: string }
  /** It was over, and left nothing behind. */
  | { type: "end" }
  /** A file is being converted; its temporary files lie in this folder. */
  | { type: "begin"; folder: string }
  | { type: "child"; process: ProcessIdentity }
  /** Files are about to get their names, the result last. */
  | { type: "ready"; output: string; files: { path: string; ino: number }[] };

const chunkBytes = 1 << 16;
const newLine = 10;

/**
 * The records of an open journal, one by one, with the bytes at which they begin: a long one is never in memory. A line that was
 * torn by a crash is none.
 */
export function* readRecords(file: number): Generator<{ record: JournalRecord; at: number }> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let rest = Buffer.alloc(0);
  for (let at = 0, size; (size = readSync(file, chunk, 0, chunkBytes, at)) > 0; at += size) {
    const begin = at - rest.length;
    const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
    let start = 0;
    for (let end; (end = bytes.indexOf(newLine, start)) >= 0; start = end + 1) {
      const record = recordIn(bytes.toString("utf8", start, end));
      if (record) yield { record, at: begin + start };
    }
    rest = bytes.subarray(start);
  }
}

/** The record that begins at a byte; undefined when it is torn. */
export function readRecord(file: number, at: number): JournalRecord | undefined {
  for (let length = 2048; ; length *= 2) {
    const bytes = Buffer.allocUnsafe(length);
    const size = readSync(file, bytes, 0, length, at);
    const end = bytes.subarray(0, size).indexOf(newLine);
    if (end >= 0) return recordIn(bytes.toString("utf8", 0, end));
    if (size < length) return undefined;
  }
}

const firstWords = '{"type":"run","token":"';

/** Whether a file is a journal by its beginning, which may be torn; an empty one is. */
export function beginsAsJournal(file: number): boolean {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  const text = chunk.toString("utf8", 0, readSync(file, chunk, 0, chunkBytes, 0));
  const isTorn = firstWords.startsWith(text.slice(0, firstWords.length));
  return isTorn || text.split("\n").some((line) => recordIn(line) !== undefined);
}

function recordIn(line: string): JournalRecord | undefined {
  try {
    const record: unknown = JSON.parse(line);
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** A journal lies among people's files, and names processes to be ended and files to be removed: a line is believed if it is whole. */
function isRecord(value: unknown): value is JournalRecord {
  if (typeof value !== "object" || value === null) return false;
  const record = value as Record<string, unknown>;
  const hasTexts = (...keys: string[]) => keys.every((key) => typeof record[key] === "string");
  switch (record["type"]) {
    case "done":
      return hasTexts("source", "spec", "input", "output") && typeof record["bytes"] === "number";
    case "sent":
      return (
        hasTexts("source", "spec", "input", "sessionId", "taskId") && typeof record["isShared"] === "boolean"
      );
    case "settled":
      return hasTexts("source", "spec", "sessionId");
    case "run":
      return /^[\da-f]{8}$/.test(String(record["token"])) && isProcess(record["process"], 1);
    case "end":
      return true;
    case "begin":
      return hasTexts("folder");
    case "child":
      return isProcess(record["process"], 2);
    case "ready":
      return hasTexts("output") && Array.isArray(record["files"]) && record["files"].every(isFile);
    default:
      return false;
  }
}

/** The first process, which a run is in a container, is nobody's child. */
function isProcess(value: unknown, least: number): boolean {
  const { pid } = (value ?? {}) as { pid?: unknown };
  return Number.isInteger(pid) && Number(pid) >= least;
}

function isFile(value: unknown): boolean {
  const { path, ino } = (value ?? {}) as { path?: unknown; ino?: unknown };
  return typeof path === "string" && typeof ino === "number";
}

/**
 * What a run that was killed may have left, of the records since the last orderly end: each thing once, however often it was
 * written.
 */
export class Leftovers {
  readonly #left = new Map<string, JournalRecord>();

  add(record: JournalRecord): void {
    if (record.type === "end") this.#left.clear();
    else if (record.type === "done") this.#left.delete(`ready ${record.output}`);
    else if (record.type !== "sent" && record.type !== "settled") this.#left.set(nameOf(record), record);
  }

  get records(): JournalRecord[] {
    return [...this.#left.values()];
  }
}

function nameOf(record: Exclude<JournalRecord, { type: "done" | "end" | "sent" | "settled" }>): string {
  switch (record.type) {
    case "run":
      return `run ${record.token}`;
    case "begin":
      return `begin ${record.folder}`;
    case "child":
      return `child ${record.process.pid}`;
    case "ready":
      return `ready ${record.output}`;
  }
}
