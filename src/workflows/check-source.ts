import { NemoError } from "../errors/index.js";
import type { CheckFinding, CheckReport, VerificationCheck } from "../conversion/index.js";
import { isCutShort } from "../media/index.js";
import { checkLocalFile } from "./check-local-file.js";
import type { ConverterContext } from "./context.js";
import type { Job } from "./make-remotely.js";

type Checked = Pick<Job, "source" | "spec" | "tools" | "options">;

/**
 * Refuses a damaged source before anything is made of it: with the option `check` after a full check; by itself where the
 * file's own lengths say that it was cut short, unless only a part of it is wanted.
 *
 * @throws NemoError `source-damaged` with `details.findings`; `ffmpeg-missing` where a check was asked for
 */
export async function refuseDamaged(
  context: ConverterContext,
  { source, spec, tools, options }: Checked,
): Promise<void> {
  const { path } = source;
  if (path === undefined) return;
  // A copy carries damage on without a word, and what is kept for years should not.
  const { check = spec.useCase === "archive" && tools.ffmpeg !== undefined, signal } = options;
  const isSuspect = () => tools.ffprobe !== undefined && spec.trim?.end === undefined && isCutShort(path);
  if (!check && !(await isSuspect())) return;
  const report = await checkLocalFile(context, path, {
    ...paths(tools),
    depth: check ? "full" : "quick",
    signal,
  });
  if (!report.ok) throw damaged(path, report);
}

/**
 * The error for a conversion that failed: where the source is found to be damaged, that is what is said, and the failure is
 * its cause; every other error is itself.
 */
export async function explainFailure(
  context: ConverterContext,
  { source, tools, options }: Checked,
  error: unknown,
): Promise<unknown> {
  const { signal } = options;
  const isWorthALook = mayBeTheSource(error) && source.path !== undefined && tools.ffprobe !== undefined;
  if (!isWorthALook || signal?.aborted) return error;
  try {
    for (const depth of ["quick", "full"] as const) {
      if (depth === "full" && tools.ffmpeg === undefined) return error;
      const report = await checkLocalFile(context, source.path!, { ...paths(tools), depth, signal });
      if (!report.ok) return damaged(source.path!, report, error);
    }
  } catch {
    // What went wrong with the conversion is the thing to tell.
  }
  return error;
}

function paths({ ffmpeg, ffprobe, mediaLimits }: Job["tools"]) {
  return {
    mediaLimits,
    ...(ffmpeg !== undefined && { ffmpegPath: ffmpeg }),
    ...(ffprobe !== undefined && { ffprobePath: ffprobe }),
  };
}

/** A render that failed or stands still, and a result that ends early or does not play. */
function mayBeTheSource(error: unknown): error is NemoError {
  if (!NemoError.isInstance(error)) return false;
  const { code, details } = error;
  if (code === "ffmpeg-failed" || code === "render-failed") return true;
  if (code === "timeout") return "status" in details;
  if (code !== "verification-failed") return false;
  const failed = (details["checks"] ?? []) as VerificationCheck[];
  return failed.some(({ name }) => name.endsWith("duration") || unplayable.includes(name));
}

const unplayable = ["it opens", "it plays", "every frame decodes"];

function damaged(path: string, { findings }: CheckReport, cause?: unknown): NemoError {
  const errors = findings.filter(({ severity }) => severity !== "note");
  const kept = NemoError.isInstance(cause) ? cause.details["path"] : undefined;
  const rest = typeof kept === "string" ? ` What could be made of it was kept as ${kept}.` : "";
  const code = errors.some(({ kind }) => kind === "encrypted") ? "source-encrypted" : "source-damaged";
  return new NemoError(code, `${path}: ${errors.map(said).join(" ")}${rest}`, {
    details: { path, findings, ...(typeof kept === "string" && { kept }) },
    ...(NemoError.isInstance(cause) && { charged: cause.charged }),
    cause,
  });
}

function said({ stream, message }: CheckFinding): string {
  return stream === undefined ? message : `Stream ${stream}: ${message}`;
}
