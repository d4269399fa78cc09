import type { MediaInfo, SubtitleStream } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

/** Stands in filters for the path of the source, which a plan does not know. */
const placeholder = "@source@";

/** Subtitles that become part of the picture. */
export interface BurntSubtitles {
  stream: SubtitleStream;
  /** Among the subtitles of the source, from 0. */
  position: number;
}

/** The track that a player would show: the forced or default one, else the first. */
export function chooseBurnt(
  { subtitles }: MediaInfo,
  { subtitles: mode }: ConversionSpec,
): BurntSubtitles | undefined {
  if (mode !== "burn" || subtitles.length === 0) return undefined;
  const by = (disposition: string) =>
    subtitles.findIndex(({ dispositions }) => dispositions.includes(disposition));
  const position = [by("default"), by("forced"), 0].find((each) => each >= 0)!;
  return { stream: subtitles[position]!, position };
}

/** Text is drawn by libass, at the size of the result; it reads the file by itself, so that a cut has to be undone for it. */
export function burntText(burnt: BurntSubtitles | undefined, { trim }: ConversionSpec): string[] {
  if (!burnt || burnt.stream.isBitmap) return [];
  const draw = `subtitles=filename=${placeholder}:si=${burnt.position}`;
  const start = trim?.start ?? 0;
  return start > 0 ? [`setpts=PTS+${start}/TB`, draw, `setpts=PTS-${start}/TB`] : [draw];
}

/** Arguments with the path of the source in them, escaped for the filter's options and for the chain of filters. Pure. */
export function withSourcePath(args: readonly string[], path: string): string[] {
  const inOption = path.replace(/[\\':]/g, "\\$&");
  const inChain = inOption.replace(/[\\'[\],;]/g, "\\$&");
  return args.map((arg) => arg.replaceAll(placeholder, inChain));
}
