import { runFfmpeg } from "./run-ffmpeg.js";

export interface Extraction {
  ffmpeg: string;
  source: string;
  /** The number of the stream in the source. */
  stream: number;
  /** ffmpeg's name of the form, for example `"sup"`. */
  format: string;
  output: string;
  /** Seconds. */
  trim?: { start?: number; end?: number };
  signal?: AbortSignal;
}

/** One stream of a file, unchanged, in a file of its own. */
export async function extractStream({
  ffmpeg,
  stream,
  format,
  trim = {},
  ...run
}: Extraction): Promise<void> {
  const { start = 0, end } = trim;
  await runFfmpeg({
    ...run,
    ffmpeg,
    inputArguments: start > 0 ? ["-ss", String(start)] : [],
    arguments: [
      ...["-map", `0:${stream}`, "-c", "copy", "-map_metadata", "-1"],
      ...(end === undefined ? [] : ["-t", String(end - start)]),
      ...["-f", format],
    ],
  });
}
