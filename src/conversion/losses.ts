import type { AudioDecision } from "./decide-audio.js";
import type { SubtitleDecision } from "./decide-subtitles.js";
import { isHighDynamicRange, isTransparent } from "./color.js";
import { keepsFields, type VideoDecision } from "./decide-video.js";
import { codecName } from "./codec-names.js";
import { keptCovers } from "./container-arguments.js";
import { audioSpec } from "./intent.js";
import { lossText } from "./loss-texts.js";
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
  if (isTransparent(stream)) lose("alpha", lossText("alpha"));
  if (hdr === "dolby-vision") lose("dolby-vision", lossText("dolbyVision"));
  if (isToneMapped) lose("hdr", lossText("toneMapped"));
  if (hasCaptions && codec !== "h264") lose("captions", lossText("captions"));
  return losses;
}

function depthLosses({ stream, codec }: VideoDecision): Loss[] {
  const { index, bitDepth } = stream;
  const losses: Loss[] = [];
  if (bitDepth > 8 && codec === "h264" && !isHighDynamicRange(stream)) {
    const message = lossText("bitDepth", bitDepth);
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
    const message = lossText("fields");
    losses.push({ kind: "frame-rate", stream: index, message });
  }
  if (frameRate !== undefined && asked.fps === undefined && isVariableFrameRate) {
    const message = lossText("constantRate", frameRate);
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
      ? (["cover", lossText("coverCodec", codecName(stream.codec))] as const)
      : (["video-track", lossText("picture")] as const);
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
  if (isOtherProgram) return [{ kind: "program", stream: index, message: lossText("program") }];
  if (action !== "encode" || channels >= stream.channels || audioSpec(spec).channels !== undefined) return [];
  return [
    {
      kind: "channels",
      stream: index,
      message: lossText("channels", stream.channels, channels),
    },
  ];
}

function subtitleLosses({ stream, action, sidecar }: SubtitleDecision): Loss[] {
  const { index, codec, isBitmap } = stream;
  if (action === "sidecar" && !isBitmap) {
    const message = lossText("otherBurnt");
    return [{ kind: "subtitle-track", stream: index, message }];
  }
  if (action === "sidecar") {
    const message = lossText("bitmap", codecName(codec));
    return [{ kind: "bitmap-subtitles", stream: index, message }];
  }
  return action === "encode" && sidecar !== undefined
    ? [
        {
          kind: "subtitle-styling",
          stream: index,
          message: lossText("styling"),
        },
      ]
    : [];
}

function otherLosses({ others = [], chapters }: MediaInfo, { fragmented }: ConversionSpec): Loss[] {
  const losses: Loss[] = others.flatMap(({ index, kind }) => {
    // The time of the first frame is carried on in a track of the result's own (see timecode.ts).
    if (kind === "timecode") return [];
    return kind === "attachment"
      ? [{ kind, stream: index, message: lossText("attachment") }]
      : [
          {
            kind: "data",
            stream: index,
            message: lossText("data"),
          },
        ];
  });
  if (fragmented && chapters.length > 0) {
    losses.push({ kind: "chapters", message: lossText("fragmented") });
  }
  return losses;
}
