import type { VideoDecision } from "./decide-video.js";
import { codecName } from "./codec-names.js";
import type { MediaInfo } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

/** Something of the source that the result does not have, and nobody asked to leave out. */
export interface Loss {
  /** For example `"alpha"`, `"hdr"`, `"bit-depth"`, `"bitmap-subtitles"`. */
  kind: string;
  /** The number of the stream in the source. */
  stream?: number;
  message: string;
  /** Where it was kept instead. */
  sidecar?: string;
}

/** What the plan loses. Pure. */
export function findLosses(
  source: MediaInfo,
  video: VideoDecision | undefined,
  spec: ConversionSpec,
): Loss[] {
  return [...(video?.action === "encode" ? pictureLosses(video) : []), ...subtitleLosses(source, spec)];
}

function pictureLosses({ stream, codec, isToneMapped }: VideoDecision): Loss[] {
  const losses: Loss[] = [];
  const { index, pixelFormat, bitDepth, hdr } = stream;
  const lose = (kind: string, message: string) => losses.push({ kind, stream: index, message });
  if (/^(?:yuva|gbrap|rgba|bgra|argb|abgr|ya)/.test(pixelFormat)) {
    lose("alpha", "MP4 has no transparency: what is transparent becomes opaque.");
  }
  if (hdr === "dolby-vision")
    lose("dolby-vision", "The Dolby Vision enhancement is lost; its base picture is used.");
  else if (isToneMapped)
    lose("hdr", "HDR becomes SDR: bright parts are brought into the range that every screen shows.");
  if (bitDepth > 8 && codec === "h264" && hdr === undefined) {
    lose("bit-depth", `${bitDepth} bits a sample become 8, which is what H.264 decoders play.`);
  }
  return losses;
}

function subtitleLosses({ subtitles }: MediaInfo, spec: ConversionSpec): Loss[] {
  if (spec.subtitles === "drop" || spec.subtitles === "burn") return [];
  return subtitles.flatMap(({ index, isBitmap, codec }) => {
    if (isBitmap) {
      const message = `${codecName(codec)} subtitles are pictures, which MP4 cannot hold.`;
      return [{ kind: "bitmap-subtitles", stream: index, message }];
    }
    return codec === "ass" || codec === "ssa"
      ? [
          {
            kind: "subtitle-styling",
            stream: index,
            message: "MP4 subtitles keep the text of ASS, not its styling.",
          },
        ]
      : [];
  });
}
