import type { Language } from "../errors/index.js";
import { durationOf, readTimeline } from "../wire/index.js";
import { canvasChanges } from "./changes/canvas-changes.js";
import { changeWords } from "./changes/change-words.js";
import { mediaChanges } from "./changes/media-changes.js";
import { segmentChanges } from "./changes/segment-changes.js";
import { timelineEntries } from "./changes/timeline-entries.js";
import { trackChanges } from "./changes/track-changes.js";
import { hasChanged, type StateLike } from "./fingerprint.js";
import { inSeconds } from "./timeline-words.js";

/**
 * What is different after an edit, each as a piece of a sentence such as `Title added: "Urban Dreams" (0-3s)`; nothing when
 * nothing is. Where none of what changed can be named it is "The project changed", so that no edit is silent.
 */
export function describeChanges(before: StateLike, after: StateLike, language: Language): string[] {
  const words = changeWords[language];
  const [tracksBefore, tracksAfter] = [readTimeline(before.draft), readTimeline(after.draft)];
  const segments = segmentChanges(
    timelineEntries(tracksBefore, language),
    timelineEntries(tracksAfter, language),
    words,
    { before: wholeTimes(before), after: wholeTimes(after) },
  );
  const changes = [
    ...durationChange(before, after, segments.isTrim ? words.trimmed : words.duration, words.duration),
    ...segments.messages,
    ...trackChanges(tracksBefore, tracksAfter, words, language),
    ...mediaChanges(before.videoInfos, after.videoInfos, words.uploaded, words),
    ...mediaChanges(before.generatedMedia, after.generatedMedia, words.generated, words),
    ...canvasChanges(before.canvasConfig, after.canvasConfig, words),
  ];
  if (changes.length === 0 && hasChanged(before, after)) return [words.unknown];
  return [...new Set(changes)];
}

function wholeTimes({ draft }: StateLike): string {
  return `0-${inSeconds(durationOf(draft) ?? 0)}s`;
}

type Say = (from: string, to: string) => string;

/** Of a project that was empty or became so the segments tell more. */
function durationChange(before: StateLike, after: StateLike, shorter: Say, longer: Say): string[] {
  const [from, to] = [durationOf(before.draft), durationOf(after.draft)];
  if (!from || !to) return [];
  const [was, is] = [`${inSeconds(from)}s`, `${inSeconds(to)}s`];
  if (was === is) return [];
  return [to < from ? shorter(was, is) : longer(was, is)];
}
