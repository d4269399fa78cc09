import { framesPerSecond } from "./frame-rate.js";
import type { Intent } from "./intent.js";
import type { MediaInfo, VideoStream } from "./media-info.js";

/**
 * Whether a copy without an edit list would show what the source's edit list hides, as that of a phone does which was asked
 * to cut: the file has more frames than are shown.
 */
export function hidesFrames(
  { frames, duration, frameRate, isVariableFrameRate }: VideoStream,
  { format }: MediaInfo,
  { settings: { useCase, fragmented } }: Intent,
): boolean {
  const fps = framesPerSecond(frameRate);
  const isLeftOut = useCase === "youtube" && !fragmented && format.startsWith("mov,");
  if (!isLeftOut || isVariableFrameRate || frames === undefined || duration === undefined) return false;
  return fps > 0 && frames / fps - duration > 1.5 / fps;
}
