export { readBuild } from "./build.js";
export { checkFile, type CheckFileOptions, emptyFinding, isCutShort } from "./check-file.js";
export { countLengths, measurePictures } from "./count-lengths.js";
export {
  type DarkStretches,
  secondsOutside,
  something,
  somethingInHdr,
  type Stretch,
} from "./dark-and-silent.js";
export { decodeFile } from "./decode-file.js";
export { extractStream } from "./extract-stream.js";
export { findDark } from "./find-dark.js";
export { type BinaryName, findBinary } from "./find-binaries.js";
export { readMark, writeMark } from "./mark.js";
export { readMp4 } from "./mp4-boxes.js";
export { checkPlays, type Played } from "./play-check.js";
export { probe } from "./probe.js";
export { probePlaying } from "./probe-playing.js";
export { remux } from "./remux.js";
export { renderInPieces } from "./pieces/render-in-pieces.js";
export { renderPlan, type RenderPlanOptions, type RenderProgress } from "./render-plan.js";
export { renderTimeline } from "./render-timeline.js";
export { renderVariants } from "./render-variants.js";
export { identifyProcess, isRunning, type ProcessIdentity, watchChildren } from "./running-children.js";
export { sampleFrames } from "./sample-frames.js";
export { type ComparedWindow, hasWorkingVmaf, measureSsim, measureVmaf } from "./similarity.js";
export { readStartTimes, type StartTimes } from "./start-times.js";
export { type HashedStream, hashPackets, hashStreams } from "./stream-hashes.js";
export { thumbnail } from "./thumbnail.js";
