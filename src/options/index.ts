export { resolveAttribution } from "./attribution.js";
export { type Environment, environmentWith, readEnvironment } from "./environment.js";
export type { MediaInput, StreamSource } from "./media-input.js";
export { notice, type Notice, type Progress } from "./notice.js";
export type { Backend, Logger, NemoConverterOptions, Timing } from "./options.js";
export { type ResolvedOptions, resolveOptions } from "./resolve-options.js";
export { Secret } from "./secret.js";
export { type Diagnostics, tell } from "./diagnostics.js";
export { processToken } from "./process-token.js";
