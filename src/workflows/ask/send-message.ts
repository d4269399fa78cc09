import {
  describeChanges,
  summarizeTimeline,
  takeTurn,
  translateGuiText,
  type Turn,
  withoutNoise,
} from "../../conversation/later.js";
import type { Conversation } from "./conversation.js";
import { followUp } from "./follow-up.js";
import { phrases } from "./phrases.js";
import type { Reply } from "./reply.js";

/** One message to the agent, and its answer in words: what it said, what it changed, what its directions come to. */
export async function sendMessage(
  conversation: Conversation,
  message: string,
  prepare: () => Promise<void>,
): Promise<Reply> {
  const { context, session, language, options } = conversation;
  const { signal, onNotice, onEvent } = options;
  const turn = await takeTurn(context, message, { session, language, signal, onNotice, onEvent, prepare });
  const { before, state, outcome, wasSent } = turn;
  const changes = outcome === "applied" && wasSent ? describeChanges(before, state, language) : [];
  const { text, actions } = translateGuiText(withoutNoise(turn.texts).join("\n\n"));
  const more = await followUp(conversation, actions, state);
  const opening = [circumstance(turn, conversation), text].filter((part) => part !== "");
  const parts = [...opening, ...more.parts];
  // What was said speaks for itself; where nothing was, the changes do.
  if (text === "" && changes.length > 0) parts.splice(opening.length, 0, phrases[language].done(changes));
  const { draft } = state;
  return {
    action: "message",
    text: parts.length > 0 ? parts.join("\n\n") : phrases[language].nothingChanged,
    language,
    outcome,
    changes,
    ...(outcome === "applied" && draft && { timeline: summarizeTimeline(draft) }),
    ...more.found,
  };
}

function circumstance({ wasSent, wasCut }: Turn, { language }: Conversation): string {
  if (!wasSent) return phrases[language].wasDoneBefore;
  return wasCut ? phrases[language].wasCut : "";
}
