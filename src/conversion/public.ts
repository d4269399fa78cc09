// What the root exports of this part beside types, and nothing else: the build makes files of it that hold only this (tsup.config.ts).
export { ffmpegArguments } from "./plan.js";
export { presets } from "./presets.js";
export { describeSpec } from "./words/describe-spec.js";
export { parseRequest } from "./words/parse-request.js";
