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

/** One stream of a file in a file of its own: unchanged, but for text that becomes SRT. */
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
      ...["-map", `0:${stream}`, "-c", format === "srt" ? "srt" : "copy", "-map_metadata", "-1"],
      ...(end === undefined ? [] : ["-t", String(end - start)]),
      ...["-f", format],
    ],
  });
}
