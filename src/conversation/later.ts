export { describeChanges } from "./describe-changes.js";
export { routeMessage } from "./route-message.js";
export { settleEarlier } from "./settle-earlier.js";
export { summarizeTimeline } from "./summarize-timeline.js";
export { takeTurn, type Turn } from "./take-turn.js";
export { translateGuiText } from "./translate-gui-text.js";
export { withoutNoise } from "./without-noise.js";
