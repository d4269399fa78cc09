export {
  type Language,
  NemoError,
  type NemoErrorAction,
  type NemoErrorActionKind,
  type NemoErrorCode,
  type NemoErrorOptions,
} from "./errors/index.js";
export {
  type AgentEvent,
  Auth,
  createTransport,
  type CreditBalance,
  Credits,
  type DownloadOptions,
  type DownloadResult,
  Render,
  type RenderJob,
  type RenderOptions,
  type SendOptions,
  type Session,
  type SessionOptions,
  Sessions,
  type SessionState,
  Sse,
  State,
  type StateOptions,
  type SubmitOptions,
  Upload,
  type UploadedMedia,
  type UploadOptions,
  type WaitOptions,
} from "./modules/index.js";
export type {
  Backend,
  Logger,
  MediaInput,
  NemoConverterOptions,
  Notice,
  Progress,
  StreamSource,
  Timing,
} from "./options/index.js";
export type { Clock } from "./time/index.js";
export type { Transport } from "./transport/index.js";
export type { Draft, DraftTrack } from "./wire/index.js";
