import type { VideoStream } from "../conversion/index.js";
import { type BinaryOptions, findBinary } from "./find-binaries.js";
import { lookByFilter } from "./look-into.js";

// Longer ones cost more to look through than to treat as transparent.
const mostSeconds = 20;
// Of 235, to which the range of a picture ends: what is a hair less than opaque is meant to be opaque.
const opaque = 234;

/** Formats that are decoded with transparency whether there is any or not, as GIF and PNG are. */
export function mayBeOpaque({ pixelFormat }: VideoStream, duration: number): boolean {
  return duration <= mostSeconds && /^(?:rgba|bgra|argb|abgr)$/.test(pixelFormat);
}

/** Looks whether a pixel is transparent anywhere. */
export async function measureAlpha(
  { index }: VideoStream,
  { path, signal, ...binaries }: BinaryOptions & { path: string; signal?: AbortSignal },
): Promise<Partial<VideoStream>> {
  const ffmpeg = await findBinary("ffmpeg", binaries).catch(() => undefined);
  if (!ffmpeg) return {};
  const look = "alphaextract,signalstats,metadata=mode=print:key=lavfi.signalstats.YMIN:file=-";
  const result = await lookByFilter(
    ffmpeg.path,
    { path, signal },
    { source: `0:${index}`, filters: ["-vf", look] },
  );
  const darkest = [...result.output.matchAll(/YMIN=(\d+)/g)].map((match) => Number(match[1]));
  return result.code === 0 && darkest.length > 0 ? { hasAlpha: Math.min(...darkest) < opaque } : {};
}
