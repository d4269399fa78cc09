import { type Loss, planConversion, planTimeline, uniqueLosses } from "../conversion/index.js";
import type { Content } from "./render-content.js";

/**
 * What a render will lack of its sources, as its plan tells.
 *
 * @throws NemoError for what cannot be rendered
 */
export function contentLosses(content: Content): Loss[] {
  if (content.kind === "source") {
    return uniqueLosses(content.specs.flatMap(([, spec]) => planConversion(content.media.info, spec).losses));
  }
  const { montage, sources, spec } = content;
  const infos = sources.map(({ info }) => info);
  return planTimeline(montage, infos, [], spec).plan.losses;
}
