import { rm } from "node:fs/promises";
import { readCues } from "./read-cues.js";
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

/** One stream of a file in a file of its own: unchanged but for the cut, and for text that becomes SRT. */
export async function extractStream(extraction: Extraction): Promise<void> {
  const { stream, format, trim = {}, ...run } = extraction;
  const { start = 0, end } = trim;
  const isCut = start > 0 || end !== undefined;
  if (isCut && (format === "ass" || format === "srt")) return extractCues(extraction);
  await runFfmpeg({
    ...run,
    inputArguments: start > 0 ? ["-ss", String(start)] : [],
    arguments: [
      ...["-map", `0:${stream}`, "-c", format === "srt" ? "srt" : "copy", "-map_metadata", "-1"],
      ...(end === undefined ? [] : ["-t", String(end - start)]),
      ...["-f", format],
    ],
  });
}

async function extractCues({ stream, format, trim = {}, ...run }: Extraction): Promise<void> {
  const { start = 0, end = Infinity } = trim;
  const isCopy = format === "ass";
  const file = isCopy ? run.output : `${run.output}.ass`;
  const { output, ...reading } = run;
  await readCues({ ...reading, tracks: [{ stream, file }], start, end, isCopy });
  if (isCopy) return;
  try {
    await runFfmpeg({
      ...run,
      source: file,
      inputArguments: ["-format_whitelist", "ass", "-f", "ass"],
      arguments: ["-c", format, "-map_metadata", "-1", "-f", format],
      output,
    });
  } finally {
    await rm(file, { force: true });
  }
}
