import { inputGuards, toFileUrl } from "./formats.js";
import { ProgressLines } from "./progress-lines.js";
import { type Measuring, runMeasuring } from "./run-measuring.js";
import { everyFrame } from "./stream-hashes.js";

export interface Decoded {
  /** Pictures that came out of the video stream; missing where none was asked for. */
  frames?: number;
  /** Lines of complaint, among the last 64 kB of them. */
  errors: number;
  /** The first three. */
  messages: string[];
}

/** Decodes these streams from one end to the other and counts what comes out and what goes wrong. */
export async function decodeFile(
  path: string,
  streams: { video?: number; audio: readonly number[] },
  measuring: Measuring,
): Promise<Decoded> {
  const indexes = [...(streams.video === undefined ? [] : [streams.video]), ...streams.audio];
  const lines = new ProgressLines();
  let frames = 0;
  const args = [
    ...["-v", "error", "-nostats", "-progress", "pipe:1", ...inputGuards, "-i", toFileUrl(path)],
    ...indexes.flatMap((index) => ["-map", `0:${index}`]),
    ...(streams.video === undefined ? [] : await everyFrame(measuring.ffmpeg)),
    ...["-f", "null", "-"],
  ];
  const { code, errors } = await runMeasuring(measuring, args, {
    onOutput: (text) => {
      frames = lines.read(text)?.frames ?? frames;
    },
  });
  const messages = errors
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(withoutAddress);
  if (code !== 0 && messages.length === 0) messages.push(`ffmpeg ended with code ${code}`);
  return {
    ...(streams.video !== undefined && { frames }),
    errors: messages.length,
    messages: messages.slice(0, 3),
  };
}

/** `[h264 @ 0x55d0c8]` is another one at each run. */
function withoutAddress(line: string): string {
  return line.trim().replace(/ @ 0x[0-9a-f]+\]/g, "]");
}
