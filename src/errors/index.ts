export { abortedError, throwIfAborted } from "./aborted.js";
export { fileError } from "./file-error.js";
export type { EndpointKind } from "./backend-codes.js";
export type { Language, NemoErrorAction, NemoErrorActionKind, NemoErrorCode } from "./error-code.js";
export { detectLanguage, languageOf } from "./language.js";
export {
  bindRegistration,
  inLanguage,
  isUnboundRegistration,
  mapBackendError,
  type BackendFailure,
  type FailureContext,
} from "./map-backend-error.js";
export { isNemoErrorCode, NemoError, type NemoErrorOptions } from "./nemo-error.js";
export { Redactor } from "./redact.js";
