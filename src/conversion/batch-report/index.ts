export { batchReport } from "./batch-report.js";
export { batchReportJson } from "./batch-report-json.js";
export {
  type BatchReport,
  type BatchReportFile,
  type DoneFile,
  type FailedFile,
  mostThumbnails,
  reportMark,
  type SkippedFile,
} from "./report-data.js";
