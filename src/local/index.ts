export { localBackend } from "./local-backend.js";
export type { CutStream, LocalBackendOptions } from "./options.js";
export { type LocalServer, serve, type ServeOptions } from "./serve.js";
