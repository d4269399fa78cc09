import type { GuiAction } from "../../conversation/index.js";
import { summarizeTimeline } from "../../conversation/later.js";
import { inLanguage, NemoError } from "../../errors/index.js";
import { isSessionGone, type SessionState } from "../../modules/index.js";
import { exportProject } from "../export-project.js";
import type { Conversation } from "./conversation.js";
import { phrases } from "./phrases.js";
import type { Reply } from "./reply.js";

export interface FollowUp {
  /** What there is to say of it. */
  parts: string[];
  found: Pick<Reply, "timeline" | "credits" | "export">;
}

/**
 * What the agent's directions for an interface come to, each kind once (R22). A second message is never sent: it would cost
 * again. What cannot be done is told; the turn itself went well.
 */
export async function followUp(
  conversation: Conversation,
  actions: readonly GuiAction[],
  state: SessionState,
): Promise<FollowUp> {
  const result: FollowUp = { parts: [], found: {} };
  const kinds = actions.map(({ kind }) => (kind === "timeline" ? "state" : kind));
  for (const kind of new Set(kinds)) {
    try {
      result.parts.push(await doOne(kind, conversation, state, result.found));
    } catch (error) {
      if (!NemoError.isInstance(error) || isStopped(error) || isSessionGone(error)) throw error;
      result.parts.push(phrases[conversation.language].failed(inLanguage(error, conversation.language)));
    }
  }
  return result;
}

async function doOne(
  kind: Exclude<GuiAction["kind"], "timeline">,
  { context, session, language, options }: Conversation,
  { draft }: SessionState,
  found: FollowUp["found"],
): Promise<string> {
  const words = phrases[language];
  const { signal, output, onExists, onProgress } = options;
  switch (kind) {
    case "export":
      found.export = await exportProject(context, { session, signal, output, onExists, onProgress });
      return words.exported(found.export);
    case "credits":
      found.credits = await context.credits.balance({ signal });
      return words.credits(found.credits);
    case "state":
      if (!draft) return words.emptyTimeline;
      found.timeline = summarizeTimeline(draft);
      return found.timeline;
    case "edit":
      return words.sayIt;
    case "call":
      return words.nothingToClick;
  }
}

function isStopped({ code }: NemoError): boolean {
  return code === "aborted" || code === "closed";
}
