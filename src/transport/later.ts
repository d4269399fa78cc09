export { downloadTo } from "./download.js";
export { Exchange } from "./exchange.js";
export { EventStreamReader, type Frame, isHeartbeat } from "./event-stream.js";
export { interpretAnswer, messageOf } from "./interpret-answer.js";
export { webAddress } from "./follow-redirects.js";
export { networkError } from "./network-error.js";
export { exists, outputExists, publish, temporaryName } from "./publish.js";
export { multipartCall } from "./send-body.js";
