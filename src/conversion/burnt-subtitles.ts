import { isBroadcast, type MediaInfo, type SubtitleStream } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

/** Stands in filters for the path of the source, which a plan does not know. */
const placeholder = "@source@";

/** Subtitles that become part of the picture. */
export interface BurntSubtitles {
  stream: SubtitleStream;
  /** Among the subtitles of the source, from 0. */
  position: number;
  /** Seconds that the clock of the frames is behind the source's. */
  offset: number;
}

/** The track that a player would show: the forced or default one, else the first. */
export function chooseBurnt(
  source: MediaInfo,
  { subtitles: mode, trim }: ConversionSpec,
): BurntSubtitles | undefined {
  const { subtitles } = source;
  if (mode !== "burn" || subtitles.length === 0) return undefined;
  const by = (disposition: string) =>
    subtitles.findIndex(({ dispositions }) => dispositions.includes(disposition));
  const position = [by("default"), by("forced"), 0].find((each) => each >= 0)!;
  return { stream: subtitles[position]!, position, offset: isBroadcast(source) ? 0 : (trim?.start ?? 0) };
}

/** Text is drawn by libass, at the size of the result; it reads the file by itself, so that a cut has to be undone for it. */
export function burntText(burnt: BurntSubtitles | undefined): string[] {
  if (!burnt || burnt.stream.isBitmap) return [];
  const { position, offset } = burnt;
  const draw = `subtitles=filename=${placeholder}:si=${position}`;
  return offset > 0 ? [`setpts=PTS+${offset}/TB`, draw, `setpts=PTS-${offset}/TB`] : [draw];
}

/** Arguments with the path of the source in them, escaped for the filter's options and for the chain of filters. Pure. */
export function withSourcePath(args: readonly string[], path: string): string[] {
  const inOption = path.replace(/[\\':]/g, "\\$&");
  const inChain = inOption.replace(/[\\'[\],;]/g, "\\$&");
  return args.map((arg) => arg.replaceAll(placeholder, inChain));
}
