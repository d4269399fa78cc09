import { NemoError } from "../errors/index.js";

/** 0 done, 1 failed, 2 wrong usage, 3 no ffmpeg, 130 interrupted. */
export function exitCodeOf(error: unknown): number {
  if (!NemoError.isInstance(error)) return 1;
  switch (error.code) {
    case "invalid-request":
      return 2;
    case "ffmpeg-missing":
      return 3;
    case "aborted":
      return 130;
    default:
      return 1;
  }
}
