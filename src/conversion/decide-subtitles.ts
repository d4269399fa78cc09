import { codecName } from "./codec-names.js";
import type { SubtitleDecision } from "./container-arguments.js";
import type { Intent } from "./intent.js";
import type { MediaInfo } from "./media-info.js";

/** Text becomes MP4's own text format; pictures cannot be kept. */
export function decideSubtitles(source: MediaInfo, { asked }: Intent): SubtitleDecision[] {
  const mode = asked.subtitles ?? "keep";
  return source.subtitles.map((stream): SubtitleDecision => {
    if (mode === "drop") return { stream, action: "drop", reason: "no subtitles were asked for" };
    if (mode === "burn") return { stream, action: "drop", reason: "they are burnt into the picture" };
    const name = codecName(stream.codec);
    return stream.isBitmap
      ? { stream, action: "drop", reason: `${name} subtitles are pictures, which MP4 cannot hold` }
      : { stream, action: "encode", reason: `${name} subtitles become MP4's timed text` };
  });
}
