import type { AudioDecision } from "./decide-audio.js";
import type { VideoDecision } from "./decide-video.js";
import { framesPerSecond } from "./frame-rate.js";
import { fitPicture } from "./geometry.js";
import { audioSpec, type Intent, videoSpec } from "./intent.js";
import { defaultAudioBitrate } from "./rate-control.js";
import {
  leastBitsPerPixel,
  type SizeBudget,
  sizeFor,
  targetUnreachable,
  videoBitrateFor,
} from "./size-arithmetic.js";
import type { AudioSpec, ConversionSpec, VideoSpec } from "./spec.js";

/** Smaller and smaller, what is least missed first. What the user asked for by number is not touched. */
const steps: readonly { height?: number; fps?: number; audioBitrate?: number; channels?: number }[] = [
  {},
  { audioBitrate: 96_000, channels: 2 },
  { height: 1080, audioBitrate: 96_000, channels: 2 },
  { height: 720, fps: 30, audioBitrate: 96_000, channels: 2 },
  { height: 540, fps: 30, audioBitrate: 64_000, channels: 2 },
  { height: 360, fps: 30, audioBitrate: 48_000, channels: 1 },
  { height: 240, fps: 15, audioBitrate: 32_000, channels: 1 },
];

export interface SizePlan {
  /** The settings of the step that is taken. */
  settings: ConversionSpec;
  audio: AudioDecision[];
  /** Bits per second for the picture. */
  videoBitrate: number;
  /** What had to be lowered, in words; empty for the first step. */
  lowered: string[];
}

/**
 * The best settings with which the result stays under `targetSize`.
 *
 * @throws NemoError `target-unreachable` with the smallest possible size
 */
export function planForSize(
  targetSize: number,
  duration: number,
  video: VideoDecision,
  audio: readonly AudioDecision[],
  intent: Intent,
): SizePlan {
  let leastBytes = Infinity;
  for (const step of steps) {
    const { settings, lowered } = applyStep(step, video, audio, intent);
    const tracks = audio.map((track) => fitTrack(track, settings, intent));
    const budget = budgetOf(duration, video, tracks, settings);
    const videoBitrate = videoBitrateFor({ ...budget, targetSize });
    const { width, height } = fitPicture(video.stream, videoSpec(settings));
    const leastBitrate = width * height * budget.framesPerSecond * leastBitsPerPixel;
    if (videoBitrate >= leastBitrate)
      return { settings, audio: tracks, videoBitrate: Math.floor(videoBitrate), lowered };
    leastBytes = Math.min(leastBytes, sizeFor(leastBitrate, budget));
  }
  throw targetUnreachable(targetSize, leastBytes);
}

function applyStep(
  step: (typeof steps)[number],
  { stream }: VideoDecision,
  tracks: readonly AudioDecision[],
  { asked, settings }: Intent,
): { settings: ConversionSpec; lowered: string[] } {
  const lowered: string[] = [];
  const video: VideoSpec = { ...videoSpec(settings) };
  const audio: AudioSpec = { ...audioSpec(settings) };
  const shortSide = Math.min(stream.displayWidth, stream.displayHeight);
  const own = videoSpec(asked);
  const isSized = own.width !== undefined || own.height !== undefined;
  if (step.height !== undefined && !isSized && Math.min(shortSide, video.height ?? Infinity) > step.height) {
    video.height = step.height;
    lowered.push(`${step.height}p`);
  }
  const fps = framesPerSecond(String(video.fps ?? stream.frameRate));
  if (step.fps !== undefined && own.fps === undefined && fps > step.fps * 1.01) {
    video.fps = step.fps;
    lowered.push(`${step.fps} frames per second`);
  }
  if (step.audioBitrate !== undefined && audioSpec(asked).bitrate === undefined) {
    const before = audio.bitrate;
    audio.bitrate = Math.min(step.audioBitrate, before ?? Infinity);
    if (audioSpec(asked).channels === undefined)
      audio.channels = Math.min(step.channels ?? 2, audio.channels ?? Infinity);
    const isHeard = tracks.some(({ action }) => action !== "drop");
    if (isHeard && audio.bitrate !== before) lowered.push(`audio at ${audio.bitrate / 1000} kb/s`);
  }
  return { settings: { ...settings, video, audio: settings.audio === false ? false : audio }, lowered };
}

/** A track stays a copy when its size is known, and it was asked for or is within what an encode would get. */
function fitTrack(track: AudioDecision, settings: ConversionSpec, { asked }: Intent): AudioDecision {
  if (track.action === "drop") return track;
  if (audioSpec(asked).codec === "copy" && track.stream.bitrate !== undefined) return track;
  const { bitrate, channels: most = Infinity } = audioSpec(settings);
  const channels = Math.min(track.channels, most);
  const allowed = bitrate ?? defaultAudioBitrate(channels);
  const isFitting = track.channels <= channels && (track.stream.bitrate ?? Infinity) <= allowed * 1.1;
  if (track.action === "copy" && isFitting) return track;
  const reason = track.action === "encode" ? track.reason : "it is encoded to stay under the target size";
  return { ...track, action: "encode", reason, channels };
}

function budgetOf(
  duration: number,
  { stream }: VideoDecision,
  audio: readonly AudioDecision[],
  settings: ConversionSpec,
): Omit<SizeBudget, "targetSize"> {
  const { fps } = videoSpec(settings);
  const { bitrate } = audioSpec(settings);
  const ownRate = framesPerSecond(stream.frameRate) || 30;
  return {
    duration,
    framesPerSecond: fps === undefined ? ownRate : Math.min(framesPerSecond(String(fps)), ownRate),
    audio: audio
      .filter(({ action }) => action !== "drop")
      .map(({ action, stream: track, channels, sampleRate }) => ({
        bitrate: action === "copy" ? track.bitrate! : (bitrate ?? defaultAudioBitrate(channels)),
        // An AAC packet is 1024 samples.
        packetsPerSecond: sampleRate / 1024,
      })),
  };
}
