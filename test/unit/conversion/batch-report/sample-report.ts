import type {
  BatchReport,
  DoneFile,
  FailedFile,
  SkippedFile,
} from "../../../../src/conversion/batch-report/index.js";

export function doneFile(changes: Partial<DoneFile> = {}): DoneFile {
  return {
    status: "done",
    name: "a.mov",
    bytesBefore: 2_000_000,
    bytesAfter: 500_000,
    elapsedMs: 4000,
    route: "encode",
    verification: { ok: true, level: "quick", failed: [] },
    losses: [],
    warnings: [],
    ...changes,
  };
}

export function failedFile(changes: Partial<FailedFile["error"]> = {}, name = "b.avi"): FailedFile {
  return {
    status: "failed",
    name,
    bytesBefore: 700,
    elapsedMs: 100,
    error: {
      code: "not-media",
      message: `${name} is no video.`,
      action: { message: "Check what it is." },
      ...changes,
    },
  };
}

export function skippedFile(changes: Partial<SkippedFile> = {}): SkippedFile {
  return { status: "skipped", name: "c.mp4", reason: "It was done before.", ...changes };
}

export function reportOf(files: BatchReport["files"], changes: Partial<BatchReport> = {}): BatchReport {
  return {
    createdAt: "2026-01-02T03:04:05.678Z",
    software: { name: "nemo-converter", version: "1.2.3" },
    elapsedMs: 65_000,
    files,
    ...changes,
  };
}
