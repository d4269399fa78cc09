import { NemoError } from "../errors/index.js";
import type { ChildResult } from "./child.js";

interface Pattern {
  matches: RegExp;
  code:
    | "disk-full"
    | "not-media"
    | "no-video"
    | "source-damaged"
    | "source-encrypted"
    | "source-missing"
    | "ffmpeg-missing"
    | "unsupported-file";
  what: string;
}

// In the order in which they say more.
const patterns: readonly Pattern[] = [
  { matches: /No space left on device|Disk quota exceeded/, code: "disk-full", what: "the disk is full" },
  {
    matches: /moov atom not found/,
    code: "source-damaged",
    what: "its index is missing: the recording was cut short",
  },
  {
    matches: /Cannot allocate memory|Number of streams exceeds max_streams/,
    code: "unsupported-file",
    what: "its header claims more than can be taken",
  },
  {
    matches: /Picture size \d+x\d+ exceeds specified max pixel count/,
    code: "unsupported-file",
    what: "its picture is larger than 16384x16384, the most that is taken",
  },
  {
    matches: /\] error reading header/,
    code: "source-damaged",
    what: "its index is cut short or damaged",
  },
  // What a picture's name makes ffmpeg take it for: one of a numbered row.
  {
    matches: /\[image2 @ \w+\] Format not (?:on|in) (?:the )?whitelist/i,
    code: "no-video",
    what: "it is a still picture, not a video",
  },
  {
    matches: /not (?:on|in) (?:the )?whitelist|whitelist/i,
    code: "not-media",
    what: "it is a playlist or another kind of file that is not opened, because it may name other files",
  },
  { matches: /Encryption info|encrypted/i, code: "source-encrypted", what: "it is copy protected" },
  {
    matches: /Unknown encoder|Encoder not found|No such filter/,
    code: "ffmpeg-missing",
    what: "this ffmpeg build lacks a part that is needed",
  },
  { matches: /: No such file or directory/, code: "source-missing", what: "there is no such file" },
  {
    matches:
      /Invalid data found when processing input|Failed to find two consecutive|could not find codec parameters/i,
    code: "not-media",
    what: "no video or audio was found in it",
  },
];

/** The error for a run of ffmpeg or ffprobe that failed. Pure. */
export function ffmpegError(name: string, file: string, { code, signal, errors }: ChildResult): NemoError {
  const lines = lastLines(errors);
  const details = { file, exitCode: code, signal, stderr: lines };
  if (signal !== null) {
    const message = `${name} was killed by ${signal} while it worked on ${file}; perhaps memory ran out.`;
    return new NemoError("ffmpeg-failed", message, { details });
  }
  const known = patterns.find(({ matches }) => matches.test(errors));
  if (known) return new NemoError(known.code, `${file}: ${known.what}.`, { details });
  return new NemoError(
    "ffmpeg-failed",
    `${name} failed on ${file} (exit code ${code}): ${lines || "it said nothing"}`,
    {
      details,
    },
  );
}

/** What stands at the end of standard error, where the cause is. */
function lastLines(errors: string): string {
  return errors
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(-5)
    .join("\n");
}
