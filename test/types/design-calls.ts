// The calls that design.md fixes, written out by hand. As properties, so that parameters are compared strictly.
import type { BatchInput, BatchOptions, BatchRun } from "./design-batch.js";
import type * as client from "./design-client.js";
import type * as conversion from "./design-conversion.js";

type Signal = { signal?: AbortSignal };
type OnExists = "fail" | "overwrite" | "skip" | "rename";

export interface ConvertOptions extends Signal {
  output?: string;
  request?: string;
  spec?: SpecInput;
  preset?: conversion.PresetName;
  onExists?: OnExists;
  verify?: boolean | "full";
  keepTimes?: boolean;
  keepLarger?: boolean;
  session?: client.Session;
  onProgress?: (progress: client.Progress) => void;
  onNotice?: (notice: client.Notice) => void;
}

/** Numbers also as "4000k", "500MB", "30000/1001". */
export interface SpecInput {
  video?: false | { bitrate?: number | string; fps?: number | string; height?: number | string };
  audio?: false | { bitrate?: number | string; sampleRate?: number | string };
  targetSize?: number | string;
  trim?: { start?: number | string; end?: number | string };
}

export interface ExportOptions extends Signal {
  output?: string;
  session?: client.Session;
  onExists?: OnExists;
  onProgress?: (progress: client.Progress) => void;
}

export interface ExportResult {
  job: client.RenderJob;
  url?: string;
  path?: string;
  bytes?: number;
}

export interface AskOptions extends Signal {
  files?: client.MediaInput[];
  output?: string;
  session?: client.Session;
  onNotice?: (notice: client.Notice) => void;
  onEvent?: (event: client.AgentEvent) => void;
}

export interface Reply {
  action: "export" | "credits" | "state" | "upload" | "message";
  text: string;
  language: "en" | "zh";
  outcome: "applied" | "not-applied" | "unknown" | "none";
  changes: string[];
  timeline?: string;
  credits?: client.CreditBalance;
  export?: ExportResult;
  uploads?: client.UploadedMedia[];
}

export interface GuiAction {
  kind: "export" | "state" | "credits" | "edit" | "timeline" | "call";
  target?: string;
}

export interface Converter {
  auth: Auth;
  session: Sessions;
  upload: Upload;
  sse: Sse;
  state: State;
  credits: Credits;
  render: Render;
  probe: (input: client.MediaInput, options?: Signal) => Promise<conversion.MediaInfo>;
  convert: (input: client.MediaInput, options?: ConvertOptions) => Promise<conversion.ConversionResult>;
  variants: <K extends string>(
    input: client.MediaInput,
    variants: Record<K, SpecInput | conversion.PresetName>,
    options?: ConvertOptions,
  ) => Promise<Record<K, conversion.ConversionResult>>;
  batch: (inputs: BatchInput, options?: BatchOptions) => BatchRun;
  ask: (text: string, options?: AskOptions) => Promise<Reply>;
  export: (options?: ExportOptions) => Promise<ExportResult>;
  close: () => Promise<void>;
  [Symbol.asyncDispose]: () => PromiseLike<void>;
}

export interface Auth {
  token: () => Promise<string>;
  refresh: () => Promise<string>;
  clientId: () => Promise<string>;
  claimUrl: (session?: client.Session) => Promise<string>;
}

export interface Sessions {
  create: (options?: Signal) => Promise<client.Session>;
  current: (options?: Signal) => Promise<client.Session>;
}

export interface Upload {
  file: (source: client.MediaInput, options?: Signal) => Promise<client.UploadedMedia>;
  urls: (urls: string[], options?: Signal) => Promise<client.UploadedMedia[]>;
}

export interface Sse {
  send: (
    text: string,
    options?: Signal & { session?: client.Session; onNotice?: (notice: client.Notice) => void },
  ) => AsyncIterable<client.AgentEvent>;
}

export interface State {
  get: (options?: Signal & { session?: client.Session }) => Promise<client.SessionState>;
}

export interface Credits {
  balance: (options?: Signal) => Promise<client.CreditBalance>;
}

export interface Render {
  submit: (draft: client.Draft, options?: Signal) => Promise<client.RenderJob>;
  status: (id: string) => Promise<client.RenderJob>;
  wait: (id: string, options?: Signal) => Promise<client.RenderJob>;
  download: (job: client.RenderJob, path: string, options?: Signal) => Promise<client.DownloadResult>;
}
