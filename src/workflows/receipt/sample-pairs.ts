import { type FramePair, momentsAt, type Timeline } from "../../conversion/index.js";
import { sampleFrames } from "../../media/index.js";

export interface PairedFiles {
  /** Undefined for a source that is no local file. */
  before: { path: string; index: number } | undefined;
  after: { path: string; index: number };
  timeline: Timeline;
  ffmpeg: string;
  signal?: AbortSignal;
}

/** Three moments of the result, and the same ones of its source. */
export async function samplePairs({
  before,
  after,
  timeline,
  ...measuring
}: PairedFiles): Promise<FramePair[]> {
  const moments = momentsAt([0.1, 0.5, 0.9], timeline);
  const inResult = moments.map(({ resultSeek }) => {
    return { index: after.index, seek: resultSeek, isOnClock: true, preroll: 0 };
  });
  const inSource = moments.map(({ sourceSeek, sourcePreroll }) => ({
    index: before?.index ?? 0,
    seek: sourceSeek,
    preroll: sourcePreroll,
  }));
  const results = await sampleFrames(after.path, inResult, measuring);
  const sources = before ? await sampleFrames(before.path, inSource, measuring) : [];
  return moments.map(({ time }, at) => ({
    time,
    ...(sources[at] && { before: asDataUri(sources[at]) }),
    ...(results[at] && { after: asDataUri(results[at]) }),
  }));
}

function asDataUri(jpeg: Buffer): string {
  return `data:image/jpeg;base64,${jpeg.toString("base64")}`;
}
