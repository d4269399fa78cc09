import { abortedError } from "../errors/index.js";
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
}

/**
 * One run of ffmpeg from a file to a file.
 *
 * @throws NemoError `aborted`, `disk-full`, `source-damaged`, `not-media`, `ffmpeg-failed`; also when ffmpeg was killed,
 * whose file may well play and is short all the same
 */
export async function runFfmpeg(run: FfmpegRun): Promise<ChildResult> {
  const { ffmpeg, source, inputArguments = [], output, signal, onProgress } = run;
  const lines = new ProgressLines();
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
      signal,
      guardedFiles: run.guardedFiles ?? (output === undefined ? [] : [output]),
      onOutput: (text) => {
        const progress = lines.read(text);
        if (progress) onProgress?.(progress);
      },
    },
  );
  if (result.wasAborted) throw abortedError(signal!);
  if (result.code !== 0) throw ffmpegError("ffmpeg", source, result);
  return result;
}
