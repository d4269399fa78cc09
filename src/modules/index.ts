export { Auth } from "./auth/auth.js";
export { createTransport } from "./create-transport.js";
export { type CreditBalance, Credits } from "./credits.js";
export type { DownloadOptions, DownloadResult } from "./render/download-job.js";
export { Render, type RenderOptions, type SubmitOptions, type WaitOptions } from "./render/render.js";
export type { RenderJob } from "./render/render-job.js";
export { isSessionGone, type Session, type SessionOptions, Sessions } from "./session.js";
export type { AgentEvent } from "./sse/agent-event.js";
export { type SendOptions, Sse } from "./sse/sse.js";
export { type SessionState, State, type StateOptions } from "./state.js";
export { cloudFormats, extensionOf, mimeTypeOf } from "./upload/formats.js";
export { localPath, resolveSource, statFile } from "./upload/resolve-source.js";
// What the conversation and the workflows, which know no transport, need of it.
export {
  downloadTo,
  exists,
  outputExists,
  publish,
  temporaryName,
  type Transport,
} from "../transport/index.js";
export { Upload, type UploadedMedia, type UploadOptions } from "./upload/upload.js";
