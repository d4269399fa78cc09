export { adviceOn } from "./advice.js";
export { type CheckFinding, type CheckReport, checkReport } from "./check-report.js";
export { findViolations, type Mp4Layout } from "./compliance.js";
export { type Contents, type Extent, findTruncation } from "./find-truncation.js";
export { findWrongExtension } from "./wrong-extension.js";
export type { PictureLook, PicturePromise } from "./as-promised.js";
export { compareResult } from "./compare-result.js";
export type { Verification, VerificationCheck } from "./verification.js";
export { compareWithWish } from "./compare-with-wish.js";
export type { Expectation } from "./expectation.js";
export { fromElsewhere } from "./from-elsewhere.js";
export { type Loss, uniqueLosses } from "./losses.js";
export { lossesIn, lossText } from "./loss-texts.js";
export {
  type AudioStream,
  isBroadcast,
  isCover,
  mainVideo,
  type MediaInfo,
  type OtherStream,
  type StreamInfo,
  type SubtitleStream,
  type VideoStream,
} from "./media-info.js";
export { withSourcePath } from "./burnt-subtitles.js";
export {
  asMadeElsewhere,
  bytesText,
  encodedPicture,
  type FramePair,
  frameShifts,
  type Identity,
  judge,
  momentsAt,
  pairStreams,
  plannedFilters,
  type Receipt,
  type ReceiptFile,
  receiptPage,
  type ReceiptStream,
  type Similarity,
  timeText,
  type Timeline,
  whyNotComparable,
  windowsOf,
} from "./receipt/index.js";
export {
  type BatchReport,
  batchReport,
  type BatchReportFile,
  batchReportJson,
  mostThumbnails,
  reportMark,
} from "./batch-report/index.js";
export { readMediaInfo } from "./media-info-schema.js";
export { cutCues } from "./cut-cues.js";
export { isCut } from "./intent.js";
export { seekAhead } from "./input-arguments.js";
export { mergeSpecs } from "./merge-specs.js";
export { placeTrim } from "./place-trim.js";
export { groupPlans, mergePasses } from "./merge-passes.js";
export { compareNames } from "./compare-names.js";
export { safeFileName } from "./safe-file-name.js";
export { readVariants, specInMessage, toMessage, toVariantsMessage, variantsInMessage } from "./message.js";
export { normalizeSpec } from "./normalize-spec.js";
export { type ConversionPlan, ffmpegArguments, planConversion } from "./plan.js";
export { planToKeep } from "./plan-to-keep.js";
export { type Preset, type PresetLimits, presets } from "./presets.js";
export { parseBitrate, parseSize, parseTime } from "./quantities.js";
export { isSameRate, parseFrameRate, framesPerSecond } from "./frame-rate.js";
export { targetUnreachable } from "./size-arithmetic.js";
export type {
  AudioCodec,
  AudioSpec,
  AudioSpecInput,
  ConversionSpec,
  ConversionSpecInput,
  PresetName,
  StreamSelection,
  VideoCodec,
  VideoSpec,
  VideoSpecInput,
} from "./spec.js";
export { presetNames, specSchema } from "./spec-schema.js";
export {
  type DrawnTitle,
  type Frame,
  layOutTitle,
  type Montage,
  planTimeline,
  type TimelineClip,
  timelineFrame,
  type TimelineInput,
  timelineLimits,
  type TimelineTitle,
  type TitlePosition,
  titlePositions,
} from "./timeline/index.js";
export { alignKeyframes, checkVariantNames, type VariantSpecs } from "./variants.js";
export { describeSpec } from "./words/describe-spec.js";
export { numeral, readNumeral } from "./words/numerals.js";
export { parseRequest } from "./words/parse-request.js";
export type { ParsedRequest } from "./words/parsed-request.js";
export { type End, readEnds } from "./words/ends.js";
export { lengthOfJoint } from "./words/removal-lists.js";
export { toneMapping } from "./video-filters.js";
