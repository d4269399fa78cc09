import { type Language, languageOf, NemoError, Redactor } from "../errors/index.js";
import { type Attribution, resolveAttribution } from "./attribution.js";
import { type Environment, readEnvironment } from "./environment.js";
import { type MediaLimits, resolveMediaLimits } from "./media-limits.js";
import type { Logger, NemoConverterOptions, Timing } from "./options.js";
import { Secret } from "./secret.js";

/** Every choice made; nobody further down asks the environment or applies a default. */
export interface ResolvedOptions {
  readonly token?: Secret;
  readonly clientId?: string;
  readonly baseUrl: string;
  readonly webUrl: string;
  /** Whether the backend takes and gives `file:` URLs. */
  readonly localFiles: boolean;
  /** Whether conversions may go on with the embedded backend. */
  readonly isAutomatic: boolean;
  /** Lets go of the backend that was given, if there was one. */
  readonly closeBackend: () => Promise<void>;
  readonly language: Language;
  /** The tag that the backend is told, as it was given. */
  readonly languageTag: string;
  /** Whether a request's own language may replace `language`. */
  readonly isLanguageDetected: boolean;
  /** Undefined where there is no home to keep anything in. */
  readonly configDir?: string;
  readonly persistToken: boolean;
  /** Undefined: the ledger is kept in memory only. */
  readonly ledgerPath?: string;
  /** Undefined: found when it is needed (environment, `PATH`, npm). */
  readonly ffmpegPath?: string;
  readonly ffprobePath?: string;
  readonly allowPrivateAddresses: boolean;
  readonly mediaLimits: MediaLimits;
  readonly attribution: Attribution;
  readonly fetch?: typeof fetch;
  readonly logger: Logger;
  readonly timing: Timing;
}

export const defaultTiming: Timing = {
  requestTimeoutMs: 30_000,
  messageTimeoutMs: 900_000,
  idleTimeoutMs: 600_000,
  stillWorkingMs: 120_000,
  renderPollMs: 30_000,
  renderTimeoutMs: 900_000,
  recoveryFirstMs: 30_000,
  recoveryNextMs: 60_000,
  recoveryReadings: 5,
  rateLimitMs: 30_000,
};

// What a timer of Node and browsers can hold; it fires at once beyond.
const longestTimerMs = 2 ** 31 - 1;

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** @throws NemoError `invalid-request`, naming the option and the variable. */
export function resolveOptions(
  options: NemoConverterOptions = {},
  environment: Environment = readEnvironment(),
): ResolvedOptions {
  const backend = options.backend === "auto" ? undefined : options.backend;
  const configDir =
    options.configDir ??
    (environment.home === undefined ? undefined : `${environment.home}/.config/ffmpeg-mp4-converter`);
  const token = header("token", "NEMO_TOKEN", options.token ?? backend?.token ?? environment.token);
  return Object.freeze({
    token: token === undefined ? undefined : new Secret(token),
    clientId: header("clientId", "NEMO_CLIENT_ID", options.clientId ?? environment.clientId),
    baseUrl: url(
      "baseUrl",
      "NEMO_API_URL",
      options.baseUrl ?? backend?.baseUrl ?? environment.apiUrl ?? "https://mega-api-prod.nemovideo.ai",
    ),
    webUrl: url("webUrl", "NEMO_WEB_URL", options.webUrl ?? environment.webUrl ?? "https://nemovideo.com"),
    localFiles: backend?.localFiles ?? false,
    isAutomatic: options.backend === "auto",
    closeBackend: async () => backend?.close?.(),
    language: languageOf(options.language ?? environment.locale),
    languageTag: options.language ?? languageOf(environment.locale),
    isLanguageDetected: options.language === undefined,
    configDir,
    persistToken: options.persistToken ?? true,
    ledgerPath: ledgerPath(options, configDir),
    ffmpegPath: options.ffmpegPath ?? backend?.ffmpegPath,
    ffprobePath: options.ffprobePath ?? backend?.ffprobePath,
    allowPrivateAddresses: options.allowPrivateAddresses ?? backend?.allowPrivateAddresses ?? false,
    mediaLimits: resolveMediaLimits({ ...backend?.mediaLimits, ...options.mediaLimits }),
    attribution: sendable(resolveAttribution(options.attribution, environment.skillSource)),
    fetch: options.fetch ?? backend?.fetch,
    logger: options.logger ?? silent,
    timing: resolveTiming(options.timing, backend?.timing),
  });
}

function resolveTiming(option: Partial<Timing> = {}, backend: Partial<Timing> = {}): Timing {
  const names = Object.keys(defaultTiming) as (keyof Timing)[];
  const timing = { ...defaultTiming };
  for (const name of names) {
    const value = option[name] ?? backend[name] ?? defaultTiming[name];
    if (!(value >= 0 && value <= longestTimerMs)) {
      throw new NemoError(
        "invalid-request",
        `timing.${name} must be from 0 to ${longestTimerMs}, not ${value}.`,
      );
    }
    timing[name] = value;
  }
  return timing;
}

function ledgerPath(options: NemoConverterOptions, configDir: string | undefined): string | undefined {
  const { ledger, persistToken = true, backend } = options;
  if (ledger === false) return undefined;
  if (ledger !== undefined) return ledger;
  // Projects of a backend in this process end with it, and so does what there is to know of them.
  const isEmbedded = typeof backend === "object" && backend.localFiles;
  return configDir === undefined || !persistToken || isEmbedded ? undefined : `${configDir}/turns.jsonl`;
}

function header(option: string, variable: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  // The value itself stays out of the message: it may be a token.
  if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) {
    throw new NemoError(
      "invalid-request",
      `\`${option}\` (${variable}) has characters that cannot be sent in a header; use visible ASCII without spaces.`,
    );
  }
  return value;
}

function sendable(attribution: Attribution): Attribution {
  for (const [name, value] of Object.entries(attribution)) {
    // A name may have spaces.
    const variable = name === "platform" ? "SKILL_SOURCE" : "SKILL.md";
    header(`attribution.${name}`, variable, (value as string).replaceAll(" ", "-"));
  }
  return attribution;
}

function url(option: string, variable: string, value: string): string {
  let parsed: URL;
  try {
    parsed = new URL(value);
  } catch {
    throw new NemoError(
      "invalid-request",
      // It may be a token that was put in the wrong place.
      `\`${option}\` (${variable}) is not a URL: ${new Redactor().text(JSON.stringify(value))}.`,
    );
  }
  if (!/^https?:$/.test(parsed.protocol)) {
    throw new NemoError("invalid-request", `\`${option}\` (${variable}) must be an http or https URL.`);
  }
  return value.replace(/\/+$/, "");
}
