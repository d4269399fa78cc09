import type { MediaLimits } from "./media-limits.js";

/** A service that speaks the NemoVideo API. `localBackend()` of `nemo-converter/local` makes one without an account. */
export interface Backend {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Wins over `NEMO_TOKEN`. */
  readonly token?: string;
  /** Takes `file:` URLs and answers with them: nothing is copied. In process only. */
  readonly localFiles?: boolean;
  readonly timing?: Partial<Timing>;
  /** The binaries that it uses, for the client to look at files with the same ones. */
  readonly ffmpegPath?: string;
  readonly ffprobePath?: string;
  /** Whether it fetches from addresses of internal networks; the client then does, too. */
  readonly allowPrivateAddresses?: boolean;
  /** The most that files may claim; the client then holds to it, too. */
  readonly mediaLimits?: Partial<MediaLimits>;
  /** Called by the converter's own `close()`. */
  close?(): Promise<void>;
}

/** How long things may take, in milliseconds. Each entry's precedence: option, backend, default. */
export interface Timing {
  /**
   * One request with all its repeats; waits that the backend asks for (429) come on top.
   * @default 30000
   */
  requestTimeoutMs: number;
  /**
   * One message to the agent, from the request to the last event.
   * @default 900000
   */
  messageTimeoutMs: number;
  /**
   * Since the last event that is no heartbeat.
   * @default 600000
   */
  idleTimeoutMs: number;
  /**
   * Between two "still working" notices while waiting for the agent.
   * @default 120000
   */
  stillWorkingMs: number;
  /**
   * Between two readings of a render's status.
   * @default 30000
   */
  renderPollMs: number;
  /**
   * How long a render may go on without progress.
   * @default 900000
   */
  renderTimeoutMs: number;
  /**
   * After a cut stream, before the first reading of the state.
   * @default 30000
   */
  recoveryFirstMs: number;
  /**
   * Between the further readings of the state.
   * @default 60000
   */
  recoveryNextMs: number;
  /**
   * How many readings are made after a cut stream.
   * @default 5
   */
  recoveryReadings: number;
  /**
   * How long to wait after a 429 without `Retry-After`.
   * @default 30000
   */
  rateLimitMs: number;
}

/** Where the library writes what it does; no token ever passes through. `console` fits. Default: nowhere. */
export interface Logger {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

/** All optional; explicit beats the environment, which beats the default. */
export interface NemoConverterOptions {
  /**
   * A registered user's API token; it is never written anywhere. Environment: `NEMO_TOKEN`. Without one an anonymous
   * token is requested (100 free credits, 7 days).
   */
  token?: string;
  /** A UUID that stands for this installation. Environment: `NEMO_CLIENT_ID`. Default: read from `configDir`, or made. */
  clientId?: string;
  /** Environment: `NEMO_API_URL`. Default: `https://mega-api-prod.nemovideo.ai`. */
  baseUrl?: string;
  /** For links that people open. Environment: `NEMO_WEB_URL`. Default: `https://nemovideo.com`. */
  webUrl?: string;
  /**
   * `"auto"`: conversions are made by the cloud or by the embedded backend, whichever fits (size, format, credits, network,
   * ffmpeg at hand), and go on with the other one when the first refuses; all else speaks to the cloud. In Node only.
   * Default: the NemoVideo cloud.
   */
  backend?: Backend | "auto";
  /** BCP 47, for example `"en"` or `"zh"`. Default: from the request's text, else from the environment. */
  language?: string;
  /** Where the client id and the anonymous token are kept. Default: `~/.config/ffmpeg-mp4-converter`. */
  configDir?: string;
  /**
   * Whether an anonymous token outlives the process, in its own file with mode 0600.
   * @default true
   */
  persistToken?: boolean;
  /**
   * The file, mode 0600, in which every message to the agent is noted before it is sent and again when it is known what
   * became of it; holds fingerprints, no texts and no tokens. `false`: in memory only. Default: `turns.jsonl` in
   * `configDir`; in memory with the embedded backend in process, and where `persistToken` is off.
   */
  ledger?: string | false;
  /** Environment: `FFMPEG_PATH`. Default: found on `PATH`, else the one that npm ships. */
  ffmpegPath?: string;
  /** Environment: `FFPROBE_PATH`. Default: found on `PATH`, else the one that npm ships. */
  ffprobePath?: string;
  /**
   * Whether the URL of an input may lead to an address of an internal network (loopback, private, link-local), where this
   * library fetches it itself: for `probe`, `check` and `plan`. What `convert` is given is fetched by the backend; for the
   * embedded one set it there, which holds for both.
   * Default: the backend's, else `false`.
   */
  allowPrivateAddresses?: boolean;
  /**
   * The most that an input may claim of itself: pixels, seconds, streams. For the embedded backend set it there, which holds
   * for both. Default: the backend's, else see `MediaLimits`.
   */
  mediaLimits?: Partial<MediaLimits>;
  /** What is sent as `X-Skill-Source`, `X-Skill-Version` and `X-Skill-Platform`. */
  attribution?: { source?: string; version?: string; platform?: string };
  /** Used for every request in place of the library's own. */
  fetch?: typeof fetch;
  logger?: Logger;
  timing?: Partial<Timing>;
}
