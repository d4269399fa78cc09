import type { MediaInfo, StreamInfo } from "../conversion/index.js";
import { readExtents } from "./read-extents.js";

/**
 * A broadcast with the lengths that its packets have together. Where its clock jumps, as where two recordings were put one
 * behind the other, its first and last times tell something else. Reads all of the file.
 */
export async function countLengths(
  info: MediaInfo,
  ffprobe: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<MediaInfo> {
  const { extents } = await readExtents(ffprobe, path, signal);
  const counted = <T extends StreamInfo>(stream: T): T => {
    const total = extents.get(stream.index)?.total ?? 0;
    return total > 0 ? { ...stream, duration: total } : stream;
  };
  const [video, audio] = [info.video.map(counted), info.audio.map(counted)];
  const longest = Math.max(...[...video, ...audio].map(({ duration = 0 }) => duration));
  return { ...info, video, audio, ...(longest > 0 && { duration: longest }) };
}

/**
 * A file with the time that its pictures take to be shown. The index of an MP4 counts when frames are decoded: where the last ones
 * come at uneven times, it tells less than there is. Reads all of the file.
 */
export async function measurePictures(
  info: MediaInfo,
  ffprobe: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<MediaInfo> {
  const { extents } = await readExtents(ffprobe, path, signal);
  const video = info.video.map((stream) => {
    const { first, shown } = extents.get(stream.index) ?? { first: 0, shown: 0 };
    return shown > first ? { ...stream, duration: shown - first } : stream;
  });
  return { ...info, video };
}
