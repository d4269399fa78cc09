export type { Frame } from "./event-stream.js";
export type { Token, TokenOptions, TokenSource } from "./token-source.js";
export { Transport } from "./transport.js";
export type { UploadBody } from "./upload-body.js";
