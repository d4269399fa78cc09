import { abortedError, NemoError } from "../errors/index.js";
import { runChild, type ChildResult } from "./child.js";
import { ffmpegError } from "./ffmpeg-error.js";
import { inputGuards, toFileUrl } from "./formats.js";
import { type FfmpegProgress, ProgressLines } from "./progress-lines.js";

export interface FfmpegRun {
  ffmpeg: string;
  source: string;
  /** Options before `-i`, beside the guards. */
  inputArguments?: readonly string[];
  arguments: readonly string[];
  /** Undefined: no file, for arguments that end in `-f null`. */
  output?: string;
  /** Files to be removed should this process die. Default: the output. */
  guardedFiles?: readonly string[];
  signal?: AbortSignal;
  onProgress?: (progress: FfmpegProgress) => void;
  /** How long the result is to be, in seconds; a run that goes far beyond is ended. */
  duration?: number;
}

// Beyond what a wrong header makes of a film: a gap of a day between two frames, which would be filled frame by frame.
const mostTimes = 2;
const mostMore = 3600;

/**
 * One run of ffmpeg from a file to a file.
 *
 * @throws NemoError `aborted`, `disk-full`, `source-damaged`, `not-media`, `ffmpeg-failed`; also when ffmpeg was killed,
 * whose file may well play and is short all the same
 */
export async function runFfmpeg(run: FfmpegRun): Promise<ChildResult> {
  const { ffmpeg, source, inputArguments = [], output, signal, onProgress } = run;
  const lines = new ProgressLines();
  const overlong = new AbortController();
  const mostTime = run.duration === undefined ? Infinity : run.duration * mostTimes + mostMore;
  const result = await runChild(
    ffmpeg,
    [
      ...["-hide_banner", "-nostdin", "-y", "-loglevel", "error", "-nostats", "-progress", "pipe:1"],
      ...inputGuards,
      ...inputArguments,
      "-i",
      toFileUrl(source),
      ...run.arguments,
      output === undefined ? "-" : toFileUrl(output),
    ],
    {
      signal: signal ? AbortSignal.any([signal, overlong.signal]) : overlong.signal,
      guardedFiles: run.guardedFiles ?? (output === undefined ? [] : [output]),
      onOutput: (text) => {
        const progress = lines.read(text);
        if (!progress) return;
        if (progress.time > mostTime) overlong.abort();
        onProgress?.(progress);
      },
    },
  );
  if (signal?.aborted && result.wasAborted) throw abortedError(signal);
  if (overlong.signal.aborted) throw endless(source, run.duration!);
  if (result.code !== 0 || isUnfinished(result)) throw ffmpegError("ffmpeg", source, result);
  return result;
}

/** What could not be written at the very end does not change ffmpeg's exit code before version 6. */
function isUnfinished({ errors }: ChildResult): boolean {
  return /^(?:Error writing trailer|Error closing file|av_interleaved_write_frame\(\))|: (?:No space left on device|Disk quota exceeded)$/m.test(
    errors,
  );
}

function endless(source: string, duration: number): NemoError {
  return new NemoError(
    "source-damaged",
    `${source}: it is to last ${Math.round(duration)} seconds, and goes on for hours more; its times are wrong.`,
    { details: { file: source, duration } },
  );
}
