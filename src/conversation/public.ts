// What the root exports of this part beside types, and nothing else: the build makes files of it that hold only this (tsup.config.ts).
export { type Route, routeMessage } from "./route-message.js";
export { summarizeTimeline } from "./summarize-timeline.js";
export { translateGuiText } from "./translate-gui-text.js";
