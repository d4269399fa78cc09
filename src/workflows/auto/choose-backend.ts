/** The two that conversions may go to. */
export type BackendName = "cloud" | "local";

/** What the choice between them depends on. */
export interface Circumstances {
  /** Whether ffmpeg and ffprobe are at hand. */
  hasFfmpeg: boolean;
  /** Whether there is an account that conversions may be charged to. */
  hasAccount: boolean;
  /** Whether the cloud takes files of this kind. */
  isTaken: boolean;
  /** Of the source; undefined where it is not known. */
  bytes?: number;
  /** What the account has; undefined where the cloud did not say, as without a network. */
  credits?: number;
}

// 500 MB take some seven minutes at 10 Mb/s, in which ffmpeg converts most films.
const worthUploading = 500_000_000;

/**
 * Where a conversion is tried first, and where it goes when the first refuses. The cloud comes first only where it was paid
 * for and can begin soon; otherwise the file stays where it is. Pure.
 */
export function chooseBackend(circumstances: Circumstances): readonly BackendName[] {
  const { hasFfmpeg, hasAccount, isTaken, bytes = 0, credits } = circumstances;
  if (!hasFfmpeg) return ["cloud"];
  const isReady = hasAccount && isTaken && bytes <= worthUploading && credits !== undefined && credits > 0;
  return isReady ? ["cloud", "local"] : ["local", "cloud"];
}
