import { chooseBurnt } from "./burnt-subtitles.js";
import { codecName } from "./codec-names.js";
import type { Intent } from "./intent.js";
import type { MediaInfo, SubtitleStream } from "./media-info.js";

export interface SubtitleDecision {
  stream: SubtitleStream;
  action: "encode" | "drop" | "sidecar";
  reason: string;
  /** The extension of the file beside the result that keeps what MP4 cannot. */
  sidecar?: string;
}

/** Text becomes MP4's own text format; pictures, and the styling of text, are kept in a file beside the result. */
export function decideSubtitles(source: MediaInfo, { asked }: Intent): SubtitleDecision[] {
  const mode = asked.subtitles ?? "keep";
  const burnt = chooseBurnt(source, asked);
  return source.subtitles.map((stream): SubtitleDecision => {
    const name = codecName(stream.codec);
    if (mode === "drop") return { stream, action: "drop", reason: "no subtitles were asked for" };
    if (burnt?.stream === stream)
      return { stream, action: "drop", reason: `${name} subtitles are burnt into the picture` };
    const sidecar = sidecarOf(stream);
    if (burnt) {
      // A player would show them over those in the picture.
      const reason = "other subtitles are burnt into the picture: these are kept in a file of their own";
      return { stream, action: "sidecar", reason, sidecar: sidecar ?? "srt" };
    }
    if (stream.isBitmap) {
      const reason = `${name} subtitles are pictures, which MP4 cannot hold: they are kept in a file of their own`;
      return { stream, action: "sidecar", reason, sidecar: sidecar! };
    }
    const reason = `${name} subtitles become MP4's timed text`;
    return { stream, action: "encode", reason, ...(sidecar !== undefined && { sidecar }) };
  });
}

/** PGS and ASS have files of their own; what has none is kept in Matroska's form for subtitles. */
function sidecarOf({ codec, isBitmap }: SubtitleStream): string | undefined {
  if (codec === "ass" || codec === "ssa") return "ass";
  if (codec === "hdmv_pgs_subtitle") return "sup";
  return isBitmap ? "mks" : undefined;
}
