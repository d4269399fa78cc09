export { readBuild } from "./build.js";
export { checkFile, emptyFinding, isCutShort } from "./check-file.js";
export { type BinaryName, findBinary } from "./find-binaries.js";
export { readMp4 } from "./mp4-boxes.js";
export { checkPlays } from "./play-check.js";
export { probe } from "./probe.js";
export { remux } from "./remux.js";
export { renderPlan } from "./render-plan.js";
