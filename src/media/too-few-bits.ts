import { NemoError } from "../errors/index.js";
import { targetUnreachable } from "../conversion/index.js";

// What x264 and x265 say in a second pass, when the frames cost more than they are given however coarse they get.
const refusal = /requested bitrate is too low\. estimated minimum is (\d+) kbps/;

/** An encoder that refused to begin with so few bits met a target that cannot be reached; any other error stays as it is. */
export function tooFewBits(
  error: unknown,
  { most, duration, pass }: { most: number; duration: number; pass: readonly string[] },
): unknown {
  if (!NemoError.isInstance(error)) return error;
  const least = refusal.exec(String(error.details["stderr"]))?.[1];
  if (least === undefined) return error;
  const asked = Number(pass[pass.indexOf("-b:v:0") + 1]);
  // The encoder's figure is a floor: just as much for the picture would be refused once more.
  const missing = Math.max(1000, Number(least) * 1000 + 1000 - asked);
  return targetUnreachable(most, Math.ceil(most + (missing * duration) / 8));
}
