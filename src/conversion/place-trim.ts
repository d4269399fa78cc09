import { NemoError } from "../errors/index.js";
import { seconds } from "./input-arguments.js";
import type { MediaInfo } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

/**
 * The spec with the end of its trim as a time of this source, which is what all that is planned and checked goes by. Pure.
 *
 * @throws NemoError `invalid-request` where the source does not say how long it is, and where nothing would be left of it
 */
export function placeTrim(spec: ConversionSpec, { duration }: Pick<MediaInfo, "duration">): ConversionSpec {
  const { dropLast, ...trim } = spec.trim ?? {};
  refuseBeyond(trim.start, duration);
  if (dropLast === undefined) return spec;
  if (dropLast === 0) return { ...spec, trim };
  const details = { key: "trim.dropLast", value: dropLast, duration };
  if (duration === undefined) {
    throw new NemoError(
      "invalid-request",
      `The source does not say how long it is, so its last ${dropLast} s cannot be cut off.`,
      { details },
    );
  }
  const { start = 0, end = Infinity } = trim;
  // Times such as 10.02322 less 3 are meant in millionths.
  const last = Math.min(end, Number((duration - dropLast).toFixed(6)));
  if (last <= start) {
    const cut = start > 0 ? `The first ${start} s and the last ${dropLast} s` : `The last ${dropLast} s`;
    throw new NemoError(
      "invalid-request",
      `${cut} are to be cut off, and the source is ${seconds(duration)} s long: nothing would be left.`,
      { details },
    );
  }
  return { ...spec, trim: { ...trim, end: last } };
}

/** Of a film of 4 seconds nothing is left from the tenth on. */
function refuseBeyond(start = 0, duration = Infinity): void {
  if (start === 0 || start < duration) return;
  throw new NemoError(
    "invalid-request",
    `trim.start is ${start} s, and the source is ${seconds(duration)} s long: nothing would be left.`,
    { details: { key: "trim.start", duration } },
  );
}
