import { availableParallelism } from "node:os";

/** How the embedded backend behaves. Nothing is charged and nobody locked out unless asked. */
export interface LocalBackendOptions {
  /** Environment: `FFMPEG_PATH`. Default: found on `PATH`, else the one that npm ships. */
  ffmpegPath?: string;
  /** Environment: `FFPROBE_PATH`. Default: found on `PATH`, else the one that npm ships. */
  ffprobePath?: string;
  /** Where uploads and results are kept while they are needed. Default: a new folder for temporary files. */
  directory?: string;
  /**
   * How many renders run at the same time; the others wait. Default: as many as there are cores, at least 2.
   */
  concurrency?: number;
  /**
   * What an account starts with.
   * @default 100
   */
  credits?: number;
  /**
   * What a message costs.
   * @default 0
   */
  costs?: number;
  /**
   * Whether the cloud's limits hold: one token a client in 7 days, about 10 an address.
   * @default false
   */
  limits?: boolean;
  /**
   * Whether edits are made without a word, as the cloud does at times.
   * @default false
   */
  silentEdits?: boolean;
  /** The largest upload, in bytes. Default: no limit but the disk. */
  maxUploadBytes?: number;
  /**
   * How long a signed link to a result works, in milliseconds.
   * @default 3600000
   */
  linkLifetimeMs?: number;
  /**
   * Between two signs of life in an event stream, in milliseconds.
   * @default 15000
   */
  heartbeatMs?: number;
  /**
   * Whether uploads by URL may name private addresses of this machine's network.
   * @default false
   */
  allowPrivateAddresses?: boolean;
}

export type ResolvedLocalOptions = Required<
  Omit<LocalBackendOptions, "ffmpegPath" | "ffprobePath" | "directory">
> &
  Pick<LocalBackendOptions, "ffmpegPath" | "ffprobePath" | "directory">;

export function resolveLocalOptions(options: LocalBackendOptions): ResolvedLocalOptions {
  return {
    concurrency: Math.max(2, availableParallelism()),
    credits: 100,
    costs: 0,
    limits: false,
    silentEdits: false,
    maxUploadBytes: Infinity,
    linkLifetimeMs: 3_600_000,
    heartbeatMs: 15_000,
    allowPrivateAddresses: false,
    ...withoutUndefined(options),
  };
}

function withoutUndefined(options: LocalBackendOptions): LocalBackendOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
