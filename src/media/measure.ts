import { type Extent, isCover, type MediaInfo, type VideoStream } from "../conversion/index.js";
import { readExtents } from "./read-extents.js";

/**
 * Fills in what a header leaves open, as that of a live recording does: durations and frame rates, counted from the
 * packets. A header that says all costs nothing here.
 */
export async function measure(
  info: MediaInfo,
  ffprobe: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<MediaInfo> {
  const lacksRate = info.video.some((stream) => !isCover(stream) && stream.frameRate === "0/0");
  if (info.duration !== undefined && !lacksRate) return info;
  if (/^(?:png|jpeg|webp|tiff|bmp|jpegls)_pipe$/.test(info.format)) return info;
  const { extents } = await readExtents(ffprobe, path, signal);
  const start = Math.min(...[...extents.values()].map(({ first }) => first));
  const end = Math.max(...[...extents.values()].map(({ last }) => last));
  const duration = info.duration ?? (Number.isFinite(end - start) && end > start ? end - start : undefined);
  return {
    ...info,
    ...(duration !== undefined && { duration }),
    video: info.video.map((stream) => withRate(stream, extents.get(stream.index))),
  };
}

function withRate(stream: VideoStream, extent: Extent | undefined): VideoStream {
  if (stream.frameRate !== "0/0" || !extent) return stream;
  const { packets, first, last } = extent;
  const rate = last > first ? packets / (last - first) : 0;
  const thousandths = Math.round(rate * 1000);
  return {
    ...stream,
    frameRate: thousandths > 0 ? `${thousandths}/1000` : "30",
    isVariableFrameRate: true,
    frames: packets,
  };
}
