import { fileURLToPath } from "node:url";
import { renderInPieces, renderPlan, type RenderPlanOptions } from "../media/index.js";

/** A render of one result; with a folder, as a `file:` URL, a long encode keeps its progress there. */
export async function renderOne(
  options: RenderPlanOptions,
  progressFolder: string | undefined,
): Promise<{ arguments: string[] }> {
  if (progressFolder === undefined) return renderPlan(options);
  const pieces = { folder: fileURLToPath(progressFolder), keepsWhenAborted: true };
  return renderInPieces({ ...options, pieces });
}
