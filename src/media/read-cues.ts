import { readFile, writeFile } from "node:fs/promises";
import { cutCues } from "../conversion/index.js";
import { toFileUrl } from "./formats.js";
import { runFfmpeg } from "./run-ffmpeg.js";

export interface CueReading {
  ffmpeg: string;
  source: string;
  /** Streams of the source by their numbers, and the files they are written to. */
  tracks: readonly { stream: number; file: string }[];
  /** Seconds of the source; what becomes 0 is `origin`. */
  start: number;
  end: number;
  /** Whether the streams are ASS and keep their own styles. */
  isCopy?: boolean;
  signal?: AbortSignal;
}

// A subtitle that has been on screen for longer than that is not found: a seek ends behind the place where it stands.
const longestCue = 300;

/**
 * Writes the subtitles of a part of the film, in ASS. ffmpeg itself does not cut within one: what is on screen where a part
 * begins gets a time before 0, with which MP4 shows all that follow too late.
 */
export async function readCues({ tracks, start, end, isCopy = false, ...run }: CueReading): Promise<void> {
  const from = Math.max(0, start - longestCue);
  const files = tracks.map(({ file }) => file);
  await runFfmpeg({
    ...run,
    inputArguments: from > 0 ? ["-ss", String(from)] : [],
    arguments: tracks
      .flatMap(({ stream, file }) => [
        ...["-map", `0:${stream}`, "-c", isCopy ? "copy" : "ass", "-map_metadata", "-1"],
        ...(Number.isFinite(end) ? ["-t", String(end - from)] : []),
        ...["-f", "ass", toFileUrl(file)],
      ])
      .slice(0, -1),
    output: files.at(-1)!,
    guardedFiles: files,
  });
  for (const file of files) {
    const text = await readFile(file, "utf8");
    await writeFile(file, cutCues(text, { start, end, offset: from }));
  }
}
