import type { CheckFinding } from "./check-report.js";
import { codecName } from "./codec-names.js";
import { framesPerSecond } from "./frame-rate.js";
import { isSquare } from "./geometry.js";
import { type AudioStream, mainVideo, type MediaInfo, type VideoStream } from "./media-info.js";
import { type Preset, presets } from "./presets.js";
import { isInterlaced } from "./reason-to-encode.js";
import type { PresetName } from "./spec.js";

/** How an MP4 is laid out, which ffprobe does not tell. */
export interface Mp4Layout {
  /** Whether its index stands before its data, so that it plays before all of it is there. */
  isFaststart: boolean;
  /** Whether a track is copy protected; ffprobe tells of its codec as if it were not. */
  isProtected: boolean;
  /** Positions of the tracks, from 0, whose edit list shifts or cuts something. */
  editedTracks: readonly number[];
  /** The longest time without a keyframe in the main picture, in seconds; missing where its index does not tell. */
  keyframeDistance?: number;
  /** When the last of the main picture's keyframes is decoded, in seconds; missing with the distance. */
  lastKeyframe?: number;
  /** How many of the main picture's frames last longer or shorter than most; missing where its index does not tell. */
  oddFrames?: number;
}

interface Rule {
  kind: string;
  /** What is amiss, as a sentence without its full stop; undefined when nothing is. */
  find: (stream: VideoStream, preset: Preset, layout: Mp4Layout | undefined) => string | undefined;
}

// In the words of YouTube's, Vimeo's and the others' own requirements: see `source` of each preset.
const needsFaststart: readonly PresetName[] = ["youtube", "vimeo", "web", "mobile", "email", "preview"];
// "No Edit Lists (or the video might not get processed correctly)", https://support.google.com/youtube/answer/1722171
const refusesEditLists: readonly PresetName[] = ["youtube"];
// Copied streams have the keyframes of whoever made them; x264 by itself sets one in 250 frames, 10.4 s of film.
const longestKeyframeDistance = 10.5;

const videoRules: readonly Rule[] = [
  {
    kind: "preset-codec",
    find: ({ codec }, { limits }) =>
      limits.videoCodecs.includes(codec)
        ? undefined
        : `${codecName(codec)} is not ${anyOf(limits.videoCodecs)}`,
  },
  {
    kind: "preset-profile",
    find: ({ codec, profile }, { limits }) =>
      codec !== "h264" || profile === undefined || limits.profiles.includes(profile)
        ? undefined
        : `the H.264 profile ${profile} is not one of ${limits.profiles.join(", ")}`,
  },
  {
    kind: "preset-level",
    find: ({ codec, level = 0 }, { limits }) =>
      codec === "h264" && limits.level !== undefined && level > limits.level
        ? `the H.264 level ${level / 10} is above ${limits.level / 10}`
        : undefined,
  },
  {
    kind: "preset-pixel-format",
    find: ({ codec, pixelFormat }, { limits }) =>
      limits.profiles.includes("High 4:2:2") ||
      codec !== "h264" ||
      /^yuvj?420p$/.test(pixelFormat) ||
      pixelFormat === "unknown"
        ? undefined
        : `the pixel format ${pixelFormat} is not yuv420p`,
  },
  {
    kind: "preset-hdr",
    find: ({ hdr }, { limits }) =>
      hdr !== undefined && !limits.allowsHdr ? `${hdr} does not show right everywhere` : undefined,
  },
  {
    kind: "preset-interlaced",
    find: (stream) => (isInterlaced(stream) ? `it is interlaced (${stream.fieldOrder})` : undefined),
  },
  {
    kind: "preset-size",
    find: ({ displayWidth, displayHeight }, { limits: { shortSide = Infinity } }) => {
      const side = Math.min(displayWidth, displayHeight);
      return side > shortSide ? `${side}p is more than ${shortSide}p` : undefined;
    },
  },
  {
    kind: "preset-pixel-aspect",
    find: ({ sar }, { limits }) =>
      limits.shortSide !== undefined && !isSquare(sar) ? `its pixels are not square (${sar})` : undefined,
  },
  {
    kind: "preset-frame-rate",
    find: ({ frameRate }, { limits: { frameRate: most = Infinity } }) =>
      framesPerSecond(frameRate) > most * 1.01
        ? `${frameRate} frames per second are more than ${most}`
        : undefined,
  },
  {
    kind: "preset-variable-frame-rate",
    // A first frame that lasts longer, as muxers of old make it, moves the average of a short film.
    find: ({ isVariableFrameRate }, { limits }, layout) =>
      isVariableFrameRate && !limits.allowsVariableFrameRate && !((layout?.oddFrames ?? Infinity) <= 2)
        ? "its frame rate is variable"
        : undefined,
  },
  {
    kind: "preset-bitrate",
    find: ({ bitrate = 0 }, { limits: { videoBitrate: most = Infinity } }) =>
      bitrate > most ? `${kilobits(bitrate)} kb/s are more than ${kilobits(most)}` : undefined,
  },
];

/** What the place that a preset is meant for would encode again or not take. Pure. */
export function findViolations(info: MediaInfo, name: PresetName, layout?: Mp4Layout): CheckFinding[] {
  const preset = presets[name];
  const findings: CheckFinding[] = [];
  const add = (kind: string, text: string, stream?: number, severity: CheckFinding["severity"] = "error") =>
    findings.push({
      kind,
      ...(stream !== undefined && { stream }),
      message: `${name}: ${text}.`,
      severity,
    });

  const isMp4 = info.format.startsWith("mov,mp4,") && info.tags["major_brand"]?.trim() !== "qt";
  if (!isMp4) add("preset-container", "the container is not MP4");
  const picture = mainVideo(info);
  if (!picture) add("preset-no-video", "there is no picture");
  else {
    for (const { kind, find } of videoRules) {
      const text = find(picture, preset, layout);
      if (text !== undefined) add(kind, text, picture.index);
    }
  }
  for (const track of info.audio) {
    for (const [kind, text] of audioProblems(track, preset)) add(kind, text, track.index);
  }
  const { targetSize } = preset.spec;
  if (typeof targetSize === "number" && (info.bytes ?? 0) > targetSize) {
    add("preset-file-size", `${info.bytes} bytes are more than ${targetSize}`);
  }
  if (layout && isMp4) {
    if (!layout.isFaststart && needsFaststart.includes(name)) {
      add("preset-faststart", "its index (moov) stands behind its data, not before it");
    }
    if (refusesEditLists.includes(name)) {
      for (const track of layout.editedTracks) add("preset-edit-list", "it has an edit list", track);
    }
    const { keyframeDistance = 0 } = layout;
    if (keyframeDistance > longestKeyframeDistance) {
      const text = `${Math.round(keyframeDistance)} s pass without a keyframe, so that seeking jumps`;
      add("preset-keyframes", text, picture?.index, "note");
    }
  }
  return findings;
}

function audioProblems({ codec, channels }: AudioStream, { limits }: Preset): [string, string][] {
  const problems: [string, string][] = [];
  if (!limits.audioCodecs.includes(codec)) {
    problems.push(["preset-audio-codec", `${codecName(codec)} is not ${anyOf(limits.audioCodecs)}`]);
  }
  if (limits.channels !== undefined && channels > limits.channels) {
    problems.push(["preset-channels", `${channels} channels are more than ${limits.channels}`]);
  }
  return problems;
}

function anyOf(codecs: readonly string[]): string {
  return codecs.map(codecName).join(" or ");
}

function kilobits(bitrate: number): number {
  return Math.round(bitrate / 1000);
}
