export { inProject } from "./after-message.js";
export { ask } from "./ask/ask.js";
export type { AskOptions, Reply } from "./ask/reply.js";
export {
  asNemoError,
  type BatchEvent,
  type BatchInput,
  type BatchOptions,
  type BatchProgress,
  BatchReporter,
  type BatchRun,
  type BatchSummary,
  type BatchTask,
  canaryFailed,
  checkCredits,
  groupTask,
  isOfTheBatch,
  isOfTheGroup,
  listBatch,
  markOf,
  runBatch,
  sourceIdentity,
  stillUnfetched,
  Tally,
} from "./batch/index.js";
export { checkInput, type CheckOptions } from "./check-input.js";
export { makeVariantsAnywhere } from "./auto/convert-anywhere.js";
export { type ConverterContext, createContext } from "./context.js";
export type { ConvertHooks } from "./convert-hooks.js";
export { convertInput } from "./convert-input.js";
export { convertPaid } from "./convert-paid.js";
export type { ConversionResult, ConvertOptions } from "./convert-options.js";
export { planWithCost } from "./auto/plan-with-cost.js";
export { probeInput } from "./probe-input.js";
export { exportProject, type ExportOptions, type ExportResult } from "./export-project.js";
export { verifyResult, type VerifyOptions } from "./verify-result.js";
