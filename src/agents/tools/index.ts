import type { Tool } from "../tool.js";
import { ask } from "./ask-tool.js";
import {
  cancelJob,
  convert,
  jobProgress,
  jobResult,
  listJobs,
  restartJob,
  startBatch,
  startConversion,
  startVariants,
} from "./job-tools.js";
import { listPresets, parseRequestTool } from "./knowledge-tools.js";
import { check, plan, probe } from "./look-tools.js";

/** All tools, in the order in which a model is told of them. */
export const tools: readonly Tool[] = [
  ...[probe, check, plan],
  ...[convert, startConversion, startVariants, startBatch, ask],
  ...[jobProgress, jobResult, cancelJob, restartJob, listJobs],
  ...[listPresets, parseRequestTool],
];
