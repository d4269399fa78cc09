import type { ConversionPlan } from "../plan.js";
import type { Verification } from "../verification.js";

/** What a batch did, file by file: what the page and the JSON are made of. */
export interface BatchReport {
  /** ISO 8601, UTC. */
  createdAt: string;
  software: { name: string; version: string };
  /** What was asked for, in words; shown as it is. */
  request?: string;
  /** From the first file to the last; the files' own times overlap where several run at once. */
  elapsedMs: number;
  /** Why the batch ended before it was through, as a sentence. */
  stopped?: string;
  /** In the order in which they are shown. */
  files: readonly BatchReportFile[];
}

export type BatchReportFile = DoneFile | SkippedFile | FailedFile;

interface NamedFile {
  /** As people know it: its path below the folder of the batch. */
  name: string;
  /** Of the source, where it is known. */
  bytesBefore?: number;
  elapsedMs?: number;
  /** JPEG as a data URI. */
  thumbnailBefore?: string;
}

export interface DoneFile extends NamedFile {
  status: "done";
  /** The result's path as a link from the page, with `/` between its parts. */
  output?: string;
  /** The receipt's, likewise. */
  receipt?: string;
  bytesAfter: number;
  route: ConversionPlan["route"];
  verification: Pick<Verification, "ok" | "level"> & {
    /** The names of the checks that failed. */
    failed: readonly string[];
  };
  losses: readonly string[];
  warnings: readonly string[];
  thumbnailAfter?: string;
}

export interface SkippedFile extends NamedFile {
  status: "skipped";
  /** Of the result that is there already. */
  bytesAfter?: number;
  output?: string;
  reason: string;
}

export interface FailedFile extends NamedFile {
  status: "failed";
  error: {
    code: string;
    message: string;
    /** What to do about it, as `NemoError.action` has it. */
    action: { message: string; url?: string };
  };
}

/** How many files the page shows pictures of; with more it would take long to open. */
export const mostThumbnails = 300;

/** How many files the page has a row for. */
export const mostRows = 10_000;

/** By what both files of a report are known as such. */
export const reportMark = "nemo-converter batch report";
