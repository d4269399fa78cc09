import type { Language } from "../errors/index.js";
import type { SessionState } from "../modules/index.js";
import { changeWords } from "./changes/change-words.js";
import { sameJson } from "./changes/same-json.js";
import { segmentChanges } from "./changes/segment-changes.js";
import { timelineEntries } from "./changes/timeline-entries.js";

/** The part of a state in which changes can be seen. */
export type StateLike = Pick<SessionState, "draft" | "videoInfos" | "generatedMedia" | "canvasConfig">;

/**
 * What is different after an edit, each as a piece of a sentence such as `Title added: "Urban Dreams" (0-3s)`; nothing when
 * nothing is. What cannot be named is told as "The project changed", so that no change goes unsaid.
 */
export function describeChanges(before: StateLike, after: StateLike, language: Language): string[] {
  const words = changeWords[language];
  const changes = segmentChanges(
    timelineEntries(before.draft, language),
    timelineEntries(after.draft, language),
    words,
  );
  if (changes.length === 0 && !sameJson(partsOf(before), partsOf(after))) return [words.unknown];
  return changes;
}

function partsOf({ draft, videoInfos, generatedMedia, canvasConfig }: StateLike): unknown {
  return { draft, videoInfos, generatedMedia, canvasConfig };
}
