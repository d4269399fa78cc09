import type { MediaInfo } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";
import { isCutShort } from "./check-file.js";
import { readMp4 } from "./mp4-boxes.js";
import { readMp4Layout } from "./mp4-layout.js";
import { type Decoded, probeDecoding, type ProbeOptions } from "./probe.js";
import type { DecodedEntry } from "./probe-json.js";

// Seconds at the beginning of which every frame is decoded.
const beginning = 0.25;
// Of the last keyframe on: it is among the first packets after a seek, and what follows it costs too much.
const packetsOfEnd = 12;

/**
 * What an MP4 holds, by one start of ffprobe that also decodes its beginning and its last keyframe. Undefined where anything is
 * not as it should be: what that is, `probe` and `checkPlays` tell.
 */
export async function probePlaying(path: string, options: ProbeOptions): Promise<MediaInfo | undefined> {
  const duration = await lengthOf(path);
  if (duration === undefined || duration <= 2 * beginning || (await isCutShort(path))) return undefined;
  try {
    const end = `${(duration - 1).toFixed(3)}%+#${packetsOfEnd}`;
    // Where there is one keyframe, a seek to the end begins at it, too.
    const hasMore = (await readMp4Layout(path))?.lastKeyframe !== 0;
    const decoded = await probeDecoding(path, [`%+${beginning}`, ...(hasMore ? [end] : [])].join(), options);
    return plays(decoded, hasMore) ? decoded.info : undefined;
  } catch (error) {
    if (!NemoError.isInstance(error) || error.code === "aborted") throw error;
    return undefined;
  }
}

/** By its own boxes, which are read in no time. */
async function lengthOf(path: string): Promise<number | undefined> {
  try {
    return (await readMp4(path)).duration;
  } catch (error) {
    if (!NemoError.isInstance(error)) throw error;
    return undefined;
  }
}

function plays({ info, entries, errors }: Decoded, hasMore: boolean): boolean {
  if (errors.trim() !== "") return false;
  const frames = (kind: string) => entries.filter(({ media_type }) => media_type === kind);
  if (info.audio.length > 0 && frames("audio").length === 0) return false;
  if (info.video.length === 0) return true;
  const pictures = frames("video");
  // A decoder that gives nothing for a packet need not say so.
  const packets = entries.filter(({ type, codec_type }) => type === "packet" && codec_type === "video");
  return pictures.length === packets.length && pictures.length > 0 && (!hasMore || reachesEnd(pictures));
}

/** Whether a keyframe was decoded behind the beginning, or the beginning's own for a second time. */
function reachesEnd(pictures: readonly DecodedEntry[]): boolean {
  const times = pictures
    .filter(({ key_frame }) => key_frame === 1)
    .map(({ pts_time, pkt_pts_time }) => Number(pts_time ?? pkt_pts_time));
  return times.some((time) => time > 2 * beginning) || new Set(times).size < times.length;
}
