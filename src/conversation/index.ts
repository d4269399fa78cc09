export { describeChanges } from "./describe-changes.js";
export type { GuiAction } from "./gui/gui-action.js";
export { routeMessage } from "./route-message.js";
export { summarizeTimeline } from "./summarize-timeline.js";
export { takeTurn } from "./take-turn.js";
export { translateGuiText } from "./translate-gui-text.js";
