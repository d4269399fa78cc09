import type { AudioDecision } from "./decide-audio.js";
import type { SubtitleDecision } from "./decide-subtitles.js";
import { isHighDynamicRange, isTransparent } from "./color.js";
import { keepsFields, type VideoDecision } from "./decide-video.js";
import { codecName } from "./codec-names.js";
import { keptCovers } from "./container-arguments.js";
import { audioSpec } from "./intent.js";
import { isCover, type MediaInfo } from "./media-info.js";
import { isInterlaced } from "./reason-to-encode.js";
import type { ConversionSpec } from "./spec.js";

/** Something of the source that the result does not have, and nobody asked to leave out. */
export interface Loss {
  /**
   * One of `"alpha"`, `"attachment"`, `"audio-track"`, `"bit-depth"`, `"bitmap-subtitles"`, `"captions"`, `"channels"`,
   * `"chapters"`, `"cover"`, `"data"`, `"dolby-vision"`, `"frame-rate"`, `"hdr"`, `"metadata"`, `"not-honoured"`,
   * `"program"`, `"subtitle-styling"`, `"subtitle-track"`, `"video-track"`.
   */
  kind: string;
  /** The number of the stream in the source. */
  stream?: number;
  message: string;
  /** Where it was kept instead. */
  sidecar?: string;
}

/** Without those that are said in the same words before. */
export function uniqueLosses(losses: readonly Loss[]): Loss[] {
  return losses.filter(({ message }, at) => losses.findIndex((loss) => loss.message === message) === at);
}

/** What the plan loses. Pure. */
export function findLosses(
  source: MediaInfo,
  video: VideoDecision | undefined,
  audio: readonly AudioDecision[],
  subtitles: readonly SubtitleDecision[],
  spec: ConversionSpec,
): Loss[] {
  return [
    ...(video?.action === "encode"
      ? [...lightLosses(video), ...depthLosses(video), ...timeLosses(video, spec)]
      : []),
    ...(video ? pictureLosses(source, video, spec) : []),
    ...audio.flatMap((track) => audioLosses(track, spec)),
    ...subtitles.flatMap(subtitleLosses),
    ...otherLosses(source, spec),
  ];
}

/** Transparency and light. */
function lightLosses({ stream, codec, isToneMapped }: VideoDecision): Loss[] {
  const { index, hdr, hasCaptions } = stream;
  const losses: Loss[] = [];
  const lose = (kind: string, message: string) => losses.push({ kind, stream: index, message });
  if (isTransparent(stream)) lose("alpha", "MP4 has no transparency: what is transparent becomes white.");
  if (hdr === "dolby-vision")
    lose("dolby-vision", "The Dolby Vision enhancement is lost; its base picture is used.");
  if (isToneMapped)
    lose("hdr", "HDR becomes SDR: bright parts are brought into the range that every screen shows.");
  if (hasCaptions && codec !== "h264")
    lose("captions", "The captions inside the picture (CEA-608/708) are lost: only H.264 carries them on.");
  return losses;
}

function depthLosses({ stream, codec }: VideoDecision): Loss[] {
  const { index, bitDepth } = stream;
  const losses: Loss[] = [];
  if (bitDepth > 8 && codec === "h264" && !isHighDynamicRange(stream)) {
    const message = `${bitDepth} bits a sample become 8, which is what H.264 decoders play.`;
    losses.push({ kind: "bit-depth", stream: index, message });
  }
  return losses;
}

function timeLosses(decision: VideoDecision, { video }: ConversionSpec): Loss[] {
  const { stream, isDeinterlaced, frameRate } = decision;
  const { index, isVariableFrameRate } = stream;
  const asked = video || {};
  const losses: Loss[] = [];
  if (isDeinterlaced && !keepsFields(decision) && isInterlaced(stream) && asked.deinterlace !== true) {
    const message = "Two fields become one frame: the motion has half as many steps.";
    losses.push({ kind: "frame-rate", stream: index, message });
  }
  if (frameRate !== undefined && asked.fps === undefined && isVariableFrameRate) {
    const message = `The variable frame rate becomes constant, ${frameRate} frames per second.`;
    losses.push({ kind: "frame-rate", stream: index, message });
  }
  return losses;
}

/** Pictures that are left out. */
function pictureLosses(source: MediaInfo, video: VideoDecision, spec: ConversionSpec): Loss[] {
  const covers = keptCovers(source, spec);
  return source.video.flatMap((stream) => {
    if (stream === video.stream || covers.includes(stream)) return [];
    const [kind, message] = isCover(stream)
      ? (["cover", `A cover picture in ${codecName(stream.codec)} cannot be kept.`] as const)
      : (["video-track", "An MP4 of ours has one picture; this one is left out."] as const);
    return spec.streams?.video !== undefined && kind === "video-track"
      ? []
      : [{ kind, stream: stream.index, message }];
  });
}

function audioLosses(
  { stream, action, channels, isOtherProgram }: AudioDecision,
  spec: ConversionSpec,
): Loss[] {
  const { index } = stream;
  if (isOtherProgram)
    return [{ kind: "program", stream: index, message: "The sound of another programme is left out." }];
  if (action !== "encode" || channels >= stream.channels || audioSpec(spec).channels !== undefined) return [];
  return [
    {
      kind: "channels",
      stream: index,
      message: `${stream.channels} channels are mixed down to ${channels}.`,
    },
  ];
}

function subtitleLosses({ stream, action, sidecar }: SubtitleDecision): Loss[] {
  const { index, codec, isBitmap } = stream;
  if (action === "sidecar" && !isBitmap) {
    const message = "Other subtitles are burnt into the picture; these are not in the result.";
    return [{ kind: "subtitle-track", stream: index, message }];
  }
  if (action === "sidecar") {
    const message = `${codecName(codec)} subtitles are pictures, which MP4 cannot hold.`;
    return [{ kind: "bitmap-subtitles", stream: index, message }];
  }
  return action === "encode" && sidecar !== undefined
    ? [
        {
          kind: "subtitle-styling",
          stream: index,
          message: "MP4 subtitles keep the text of ASS, not its styling.",
        },
      ]
    : [];
}

function otherLosses({ others = [], chapters }: MediaInfo, { fragmented }: ConversionSpec): Loss[] {
  const losses: Loss[] = others.flatMap(({ index, kind }) => {
    // The time of the first frame is carried on in a track of the result's own (see timecode.ts).
    if (kind === "timecode") return [];
    return kind === "attachment"
      ? [{ kind, stream: index, message: "An attached file, such as a font, cannot be kept." }]
      : [
          {
            kind: "data",
            stream: index,
            message: "A stream of data, such as the telemetry of a camera, is left out.",
          },
        ];
  });
  if (fragmented && chapters.length > 0) {
    losses.push({ kind: "chapters", message: "A fragmented MP4 has no place for chapters." });
  }
  return losses;
}
