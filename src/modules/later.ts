export { AnonymousTokens } from "./auth/anonymous-tokens.js";
export { downloadJob } from "./render/download-job.js";
export { pollRender, readStatus } from "./render/poll-render.js";
export { isWorthRepeating, renderError } from "./render/render-job.js";
export { requestState } from "./request-state.js";
export { afterSending, mayHaveBeenTaken } from "./sse/after-sending.js";
export { FrameWatch } from "./sse/frame-watch.js";
export { TurnReader } from "./sse/turn-reader.js";
export { cloudFormats, extensionOf, mimeTypeOf } from "./upload/formats.js";
export { localPath, resolveSource, statFile } from "./upload/resolve-source.js";
export { bodySender, sendUrls } from "./upload/send-media.js";
// What the conversation and the workflows, which know no transport, need of it is among these.
export type { UploadBody } from "../transport/index.js";
export {
  changedSourceError,
  downloadTo,
  EventStreamReader,
  Exchange,
  exists,
  networkError,
  openDefaultFetch,
  openPublicFetch,
  outputExists,
  publish,
  readBody,
  temporaryName,
} from "../transport/later.js";
export {
  claimTokenAnswer,
  creditsAnswer,
  parseAnswer,
  renderAcceptedAnswer,
  sessionAnswer,
} from "../wire/later.js";
