/** Where ffmpeg is to begin to read. Times are in seconds. */
export interface Seek {
  seek: number;
  /** Before `seek`: from where the file is decoded, for containers whose index is only near. */
  preroll: number;
  /** `seek` is a time of the file's own clock. @default false, counted from where ffmpeg thinks that the file begins */
  isOnClock?: boolean;
}

/** Belongs before the `-i` of the file. */
export function seekArguments({ seek, preroll, isOnClock = false }: Seek): string[] {
  return [...(isOnClock ? ["-seek_timestamp", "1"] : []), "-ss", (seek - preroll).toFixed(6)];
}
