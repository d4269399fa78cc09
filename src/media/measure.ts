import { abortedError } from "../errors/index.js";
import { isCover, type MediaInfo, type VideoStream } from "../conversion/index.js";
import { runChild } from "./child.js";
import { inputGuards, toFileUrl } from "./formats.js";

interface Extent {
  packets: number;
  first: number;
  last: number;
}

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
  const extents = await readExtents(ffprobe, path, signal);
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

async function readExtents(ffprobe: string, path: string, signal: AbortSignal | undefined) {
  const extents = new Map<number, Extent>();
  let rest = "";
  const onOutput = (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) addPacket(extents, line);
  };
  const args = ["-v", "error", ...inputGuards, "-show_entries", "packet=stream_index,pts_time,duration_time"];
  const result = await runChild(ffprobe, [...args, "-of", "csv=p=0", toFileUrl(path)], { signal, onOutput });
  if (result.wasAborted) throw abortedError(signal!);
  return extents;
}

/** `0,1.023000,0.033000` */
function addPacket(extents: Map<number, Extent>, line: string): void {
  const [index, pts, length] = line.split(",").map(Number);
  if (index === undefined || pts === undefined || !Number.isFinite(pts)) return;
  const end = pts + (Number.isFinite(length) ? length! : 0);
  const extent = extents.get(index) ?? { packets: 0, first: Infinity, last: -Infinity };
  extent.packets += 1;
  extent.first = Math.min(extent.first, pts);
  extent.last = Math.max(extent.last, end);
  extents.set(index, extent);
}
