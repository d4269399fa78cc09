import { isObject, parseAnswer, renderStatusAnswer } from "../../wire/index.js";

/** A render under way or over. */
export interface RenderJob {
  id: string;
  /** The backend's own word; it may use others than these. */
  status: "pending" | "processing" | "completed" | "failed" | (string & {});
  /** Where the file is, once it is completed: a signed link that expires. */
  url?: string;
  /** 0 to 100. */
  percent?: number;
  /** Why it failed. */
  error?: string;
  /** The backend's answer as it came. */
  raw: unknown;
}

export function toRenderJob(id: string, value: unknown, endpoint: string): RenderJob {
  const answer = parseAnswer(renderStatusAnswer, value, endpoint);
  const url = answer.output?.url ?? answer.outputUrl;
  const error = errorText(answer.error);
  return {
    id,
    status: answer.status.toLowerCase(),
    ...(url !== undefined && { url }),
    ...(answer.progress !== undefined && { percent: Math.max(0, Math.min(100, answer.progress)) }),
    ...(error !== undefined && { error }),
    raw: value,
  };
}

function errorText(error: unknown): string | undefined {
  if (typeof error === "string" && error !== "") return error;
  return isObject(error) && typeof error["message"] === "string" ? error["message"] : undefined;
}
