export { type Build, readBuild } from "./build.js";
export { type Binary, type BinaryName, type BinaryOptions, findBinary } from "./find-binaries.js";
export { readMp4 } from "./mp4-boxes.js";
export { checkPlays } from "./play-check.js";
export { probe, type ProbeOptions } from "./probe.js";
export { remux } from "./remux.js";
export { renderPlan, type RenderProgress } from "./render-plan.js";
