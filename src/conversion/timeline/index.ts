export type { Frame } from "./frame.js";
export { planTimeline, timelineFrame, type TimelineInput } from "./plan-timeline.js";
export {
  type Montage,
  type TimelineClip,
  timelineLimits,
  type TimelineTitle,
  type TitlePosition,
  titlePositions,
} from "./montage.js";
export type { DrawnTitle } from "./title-filters.js";
export { layOutTitle } from "./title-layout.js";
