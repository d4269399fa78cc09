// The shapes that design.md fixes, written out by hand: the client. Compared with what src exports; never import src here.

export type MediaInput = string | URL | Blob | StreamSource;

export interface StreamSource {
  name: string;
  size?: number;
  open(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

export interface NemoConverterOptions {
  token?: string;
  clientId?: string;
  baseUrl?: string;
  webUrl?: string;
  backend?: Backend | "auto";
  language?: string;
  configDir?: string;
  persistToken?: boolean;
  ffmpegPath?: string;
  ffprobePath?: string;
  attribution?: { source?: string; version?: string; platform?: string };
  fetch?: typeof fetch;
  logger?: Logger;
  timing?: Partial<Timing>;
}

export interface Backend {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly token?: string;
  readonly localFiles?: boolean;
  readonly timing?: Partial<Timing>;
  close?(): Promise<void>;
}

export interface Timing {
  requestTimeoutMs: number;
  messageTimeoutMs: number;
  idleTimeoutMs: number;
  stillWorkingMs: number;
  renderPollMs: number;
  renderTimeoutMs: number;
  recoveryFirstMs: number;
  recoveryNextMs: number;
  recoveryReadings: number;
  rateLimitMs: number;
}

export interface Logger {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

export type AgentEvent =
  | { type: "text-delta"; text: string }
  | { type: "text"; text: string }
  | { type: "tool-call"; id?: string; name: string; args: unknown }
  | { type: "tool-result"; id?: string; name: string; result: unknown }
  | { type: "heartbeat" }
  | { type: "still-working"; elapsedMs: number }
  | { type: "unknown"; raw: unknown }
  | { type: "end"; text: string; silent: boolean };

export interface Session {
  id: string;
  taskId: string;
  userId?: string;
}

export interface SessionState {
  draft?: Draft;
  videoInfos: unknown[];
  canvasConfig?: Record<string, unknown>;
  generatedMedia: unknown[];
  raw: Record<string, unknown>;
}

export interface CreditBalance {
  available: number;
  frozen: number;
  total: number;
}

export interface Draft {
  t?: { tt?: number; sg?: unknown[]; m?: unknown; [key: string]: unknown }[];
  [key: string]: unknown;
}

export interface UploadedMedia {
  name: string;
  bytes?: number;
  url?: string;
  raw: unknown;
}

export interface RenderJob {
  id: string;
  status: "pending" | "processing" | "completed" | "failed" | (string & {});
  url?: string;
  percent?: number;
  error?: string;
  raw: unknown;
}

export interface DownloadResult {
  path: string;
  bytes: number;
  resumed: boolean;
}

export interface Progress {
  stage: "inspect" | "upload" | "message" | "render" | "download" | "verify";
  percent?: number;
  bytes?: number;
  totalBytes?: number;
  speed?: number;
  remainingMs?: number;
}

export interface Notice {
  kind: "setting-up" | "still-working" | "token-renewed" | "session-renewed" | "rate-limited" | "recovering";
  message: string;
}
