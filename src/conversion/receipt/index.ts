export { encodedPicture, frameShifts, plannedFilters, whyNotComparable } from "./comparable.js";
export { bytesText, timeText } from "./figures.js";
export { momentsAt, type Timeline, windowsOf } from "./moments.js";
export { receiptPage } from "./page.js";
export { pairStreams } from "./pair-streams.js";
export type { FramePair, Identity, Receipt, ReceiptFile, ReceiptStream, Similarity } from "./receipt.js";
export { asMadeElsewhere, judge } from "./verdict.js";
