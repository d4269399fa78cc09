import { availableParallelism } from "node:os";
import { type MediaLimits, resolveMediaLimits } from "../options/index.js";

/** How the embedded backend behaves. Nothing is charged and nobody locked out unless asked. */
export interface LocalBackendOptions {
  /** Environment: `FFMPEG_PATH`. Default: found on `PATH`, else the one that npm ships. */
  ffmpegPath?: string;
  /** Environment: `FFPROBE_PATH`. Default: found on `PATH`, else the one that npm ships. */
  ffprobePath?: string;
  /** The font file in which titles are written. Default: one of the machine's; where none fits, letters of our own. */
  titleFont?: string;
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
  /**
   * Whether answers speak of buttons and panels, as an agent's does that takes its reader for somebody at the editor's
   * screen: "Click the Export button", 点击“导出”按钮.
   * @default false
   */
  guiDirections?: boolean;
  /**
   * How long the agent waits before each event of an answer, in milliseconds.
   * @default 0
   */
  eventDelayMs?: number;
  /**
   * Whether the agent takes messages, does nothing and never answers: its streams carry heartbeats until they are left.
   * @default false
   */
  heartbeatsOnly?: boolean;
  /** Cuts the connection in the middle of every answer. Default: no answer is cut. */
  cutStream?: CutStream;
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
  /** The most that files may claim of themselves: pixels, seconds, streams. Default: see `MediaLimits`. */
  mediaLimits?: Partial<MediaLimits>;
}

/** How an answer's connection breaks off; an answer that is shorter arrives whole. */
export interface CutStream {
  /** How many bytes of the stream still arrive, heartbeats among them; 0 is a stream that breaks off at once. */
  afterBytes: number;
  /**
   * Whether the message was carried out and paid for all the same.
   * @default true
   */
  isApplied?: boolean;
}

type Optional = "ffmpegPath" | "ffprobePath" | "directory" | "titleFont" | "cutStream";

export type ResolvedLocalOptions = Required<Omit<LocalBackendOptions, Optional | "mediaLimits">> &
  Pick<LocalBackendOptions, Optional> & { mediaLimits: MediaLimits };

export function resolveLocalOptions(options: LocalBackendOptions): ResolvedLocalOptions {
  return {
    concurrency: Math.max(2, availableParallelism()),
    credits: 100,
    costs: 0,
    limits: false,
    silentEdits: false,
    guiDirections: false,
    eventDelayMs: 0,
    heartbeatsOnly: false,
    maxUploadBytes: Infinity,
    linkLifetimeMs: 3_600_000,
    heartbeatMs: 15_000,
    allowPrivateAddresses: false,
    ...withoutUndefined(options),
    mediaLimits: resolveMediaLimits(options.mediaLimits),
  };
}

function withoutUndefined(options: LocalBackendOptions): LocalBackendOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
