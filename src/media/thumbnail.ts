import { mainVideo, type MediaInfo, toneMapping } from "../conversion/index.js";
import type { Measuring } from "./run-measuring.js";
import { type FrameLook, sampleFrames } from "./sample-frames.js";

const widest = 160;

/**
 * One picture of a file as a small JPEG, as a player shows it: turned, with square pixels, HDR brought to SDR. It is taken at
 * a tenth of the film, where title and fade-in are over. Undefined for what has no picture, or none that can be decoded.
 *
 * @param info what `probe` said of the file
 * @throws NemoError `aborted`
 */
export async function thumbnail(
  path: string,
  info: MediaInfo,
  measuring: Measuring,
): Promise<Buffer | undefined> {
  const stream = mainVideo(info) ?? info.video[0];
  if (!stream) return undefined;
  const seek = (stream.duration ?? info.duration ?? 0) / 10;
  const at = async (moment: number, look: FrameLook) => {
    const moments = [{ index: stream.index, seek: moment, preroll: 0 }];
    return (await sampleFrames(path, moments, measuring, look))[0];
  };
  const filters = stream.hdr === undefined ? [] : toneMapping(stream.color.transfer);
  const tries: [number, readonly string[]][] = [[seek, filters]];
  // A build may lack the filters, and a film may be shorter than it says.
  if (filters.length > 0) tries.push([seek, []]);
  if (seek > 0) tries.push([0, []]);
  for (const [moment, before] of tries) {
    const jpeg = await at(moment, { widest, filters: before });
    if (jpeg) return jpeg;
  }
  return undefined;
}
