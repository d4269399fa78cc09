export { type AdkEvent, type AdkPart, isAdkEvent } from "./adk-event.js";
export { type Draft, type DraftTrack, isExportable, isObject } from "./draft.js";
export { firstNumber, firstText } from "./read-names.js";
export { durationOf, readTimeline, type TimelineSegment, type TimelineTrack } from "./read-timeline.js";
export { withRaw } from "./with-raw.js";
