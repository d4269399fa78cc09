import { takeTurn } from "./agent/take-turn.js";
import { streamTurn } from "./event-stream.js";
import type { ResolvedLocalOptions } from "./options.js";
import type { Project } from "./projects.js";

/**
 * Carries a message out and streams the answer.
 *
 * @param settle told once, whether what the message costs was spent
 */
export function answerMessage(
  project: Project,
  text: string,
  options: ResolvedLocalOptions,
  settle: (isSpent: boolean) => void,
): Response {
  const { heartbeatMs, eventDelayMs, silentEdits, heartbeatsOnly, cutStream } = options;
  let apply = () => {};
  const turn = () => {
    const { steps, change } = takeTurn(project, text, options);
    apply = () => {
      if (change) Object.assign(project, change);
    };
    if (cutStream?.isApplied !== false) apply();
    return steps;
  };
  return streamTurn(heartbeatsOnly ? undefined : turn, {
    ...{ heartbeatMs, eventDelayMs, isSilent: silentEdits, cutAfterBytes: cutStream?.afterBytes },
    onEnd: (end) => {
      if (end === "complete" && cutStream?.isApplied === false) apply();
      settle(end === "complete" || (end === "cut" && cutStream?.isApplied !== false));
    },
  });
}
