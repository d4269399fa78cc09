import { isCover, mainVideo, type MediaInfo, type VideoStream } from "../conversion/index.js";
import { type BinaryOptions, findBinary } from "./find-binaries.js";
import { lookByFilter, lookByProbe } from "./look-into.js";
import { mayBeOpaque, measureAlpha } from "./measure-alpha.js";
import { readMastering, type SideData } from "./mastering.js";
import { sampleStream } from "./sample-stream.js";

export interface Examination extends BinaryOptions {
  ffprobe: string;
  path: string;
  signal?: AbortSignal;
}

/**
 * What only the picture itself tells: the light of HDR10, sizes that change, fields in a stream that calls itself
 * progressive, transparency that is not used. Each is looked for only where it can be expected, since each costs a start of ffprobe or ffmpeg.
 */
export async function examinePicture(info: MediaInfo, options: Examination): Promise<MediaInfo> {
  const stream = mainVideo(info);
  if (!stream || info.duration === undefined) return info;
  const found: Partial<VideoStream>[] = [];
  const { ffprobe, path, signal } = options;
  const position = info.video.filter((each) => !isCover(each)).indexOf(stream);
  if (stream.hdr !== undefined) found.push(await readLight(position, options));
  if (isWrittenAhead(info)) {
    found.push(await sampleStream(stream, { ffprobe, path, position, duration: info.duration, signal }));
  }
  if (mayHideFields(info, stream)) found.push(await measureFields(info.duration, stream, options));
  if (mayBeOpaque(stream, info.duration)) found.push(await measureAlpha(stream, options));
  const merged = found.reduce<VideoStream>((sum, each) => ({ ...sum, ...each }), stream);
  return { ...info, video: info.video.map((each) => (each === stream ? merged : each)) };
}

/** Containers whose header is written before the first frame: sizes and rates may be others later. */
function isWrittenAhead({ format }: MediaInfo): boolean {
  return /^(?:mpegts|mpeg|flv|live_flv|matroska,webm|asf|rm)$/.test(format);
}

/** The light of HDR10 stands in the first frame. */
async function readLight(
  position: number,
  { ffprobe, path, signal }: Examination,
): Promise<Partial<VideoStream>> {
  const { frames = [] } = await lookByProbe<{ frames: { side_data_list?: SideData[] }[] }>(
    ffprobe,
    { path, signal },
    [
      ...["-select_streams", `V:${position}`, "-read_intervals", "%+#1"],
      ...["-show_frames", "-show_entries", "frame=width:frame_side_data_list"],
    ],
  );
  const mastering = readMastering(frames[0]?.side_data_list ?? []);
  return mastering ? { mastering } : {};
}

const televisionHeights = [480, 486, 512, 576, 608];

/** Fields are expected at the sizes and rates of television, wherever a recorder did not say what it wrote. */
function mayHideFields({ format }: MediaInfo, { fieldOrder, height, frameRate }: VideoStream): boolean {
  const [top, bottom = 1] = frameRate.split("/").map(Number);
  const isTelevisionRate = top! / bottom <= 30.01 && top! / bottom >= 24.9;
  const isUnsaid = fieldOrder === "progressive" || fieldOrder === "unknown";
  const isTelevision = /^(?:mpegts|mpeg|mxf|avi|dv|asf|rm)$/.test(format) && height === 1080;
  return isUnsaid && isTelevisionRate && (televisionHeights.includes(height) || isTelevision);
}

// Enough for a verdict, and little enough to cost no more than the start of ffmpeg.
const sampledFrames = 40;

// Its default of 1.04 takes sharp level lines for fields; measured on drawn and on filmed pictures, 1.3 tells them apart.
const idet = "idet=intl_thres=1.3";

/** Lets ffmpeg's idet look at the middle of the film. */
async function measureFields(
  duration: number,
  stream: VideoStream,
  { path, signal, ...binaries }: Examination,
): Promise<Partial<VideoStream>> {
  const ffmpeg = await findBinary("ffmpeg", binaries).catch(() => undefined);
  if (!ffmpeg) return {};
  const inputArguments = duration > 4 ? ["-ss", (duration / 2).toFixed(3)] : [];
  const filters = ["-frames:v", String(sampledFrames), "-vf", idet];
  const look = { source: `0:${stream.index}`, filters, inputArguments };
  const result = await lookByFilter(ffmpeg.path, { path, signal }, look);
  const order = readIdet(result.errors);
  return order === undefined ? {} : { fieldOrder: order, isFieldOrderMeasured: true };
}

/** The verdict of idet's last line; undefined unless most frames are clearly made of fields. Pure. */
export function readIdet(log: string): "tt" | "bb" | undefined {
  const last = [...log.matchAll(/Multi frame detection: TFF:\s*(\d+) BFF:\s*(\d+) Progressive:\s*(\d+)/g)].at(
    -1,
  );
  if (!last) return undefined;
  const [top, bottom, progressive] = last.slice(1).map(Number) as [number, number, number];
  const fields = Math.max(top, bottom);
  if (fields < sampledFrames / 4 || fields < 3 * (progressive + Math.min(top, bottom))) return undefined;
  return top > bottom ? "tt" : "bb";
}
