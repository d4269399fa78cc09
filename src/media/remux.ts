import { runFfmpeg } from "./run-ffmpeg.js";

/**
 * All streams of a file, unchanged, in Matroska, which holds nearly everything.
 *
 * @throws NemoError `ffmpeg-failed` for what it does not hold
 */
export async function remux(
  source: string,
  output: string,
  { ffmpeg, signal }: { ffmpeg: string; signal?: AbortSignal },
): Promise<void> {
  const maps = ["-map", "0:V?", "-map", "0:a?", "-map", "0:s?"];
  await runFfmpeg({ ffmpeg, source, output, signal, arguments: [...maps, "-c", "copy", "-f", "matroska"] });
}
