import { NemoError } from "../errors/index.js";
import { audioArguments } from "./audio-arguments.js";
import { choosePicture, otherPictures, sizeWarnings } from "./choose-picture.js";
import { containerArguments, keptCovers } from "./container-arguments.js";
import { type AudioDecision, decideAudio } from "./decide-audio.js";
import { decideSubtitles, type SubtitleDecision } from "./decide-subtitles.js";
import { decideVideo, type VideoDecision } from "./decide-video.js";
import { estimate } from "./estimate.js";
import { type Expectation, expectationOf } from "./expectation.js";
import { type Intent, intentOf, resultDuration, videoSpec } from "./intent.js";
import { findLosses, type Loss } from "./losses.js";
import { framesPerSecond } from "./frame-rate.js";
import { isBroadcast, type MediaInfo } from "./media-info.js";
import { cutArguments, inputArguments, seconds } from "./input-arguments.js";
import { type RateControl, rateControl } from "./rate-control.js";
import { rateForSize } from "./rate-for-size.js";
import { placeTrim } from "./place-trim.js";
import { withPlatformPeak } from "./platform-rates.js";
import { planForSize } from "./size-ladder.js";
import type { ConversionSpec } from "./spec.js";
import { pictureSource, playableCrf, videoArguments } from "./video-arguments.js";

/** What will be done with each stream, and how. */
export interface ConversionPlan {
  route: "copy" | "partial" | "encode";
  streams: { index: number; action: "copy" | "encode" | "drop" | "sidecar"; reason: string }[];
  /** ffmpeg's options of each pass, without binary, `-i` and output. */
  passes: string[][];
  losses: Loss[];
  /** Bytes and seconds; a guess within a factor of two for encodes by quality. */
  estimate: { bytes: number; seconds: number };
  /** Of `NemoConverter.plan`: the credits that it takes where it would be done. */
  cost?: { credits: number; isEstimate: boolean; note: string };
  /** Options that stand before `-i`, such as a seek. */
  inputArguments: string[];
  /** What is kept in files beside the result: streams of the source, and the extensions that say in which form. */
  sidecars: { stream: number; extension: string; language: string | undefined }[];
  expectation: Expectation;
  warnings: string[];
}

/**
 * Decides what a conversion does. Pure: a probe and a spec in, arguments out.
 *
 * @throws NemoError `no-video`, `preset-constraint`, `target-unreachable`, `invalid-request` for a track that is not there, or
 * a start beyond the end of the source, or what leaves nothing of it
 */
export function planConversion(source: MediaInfo, asked: ConversionSpec): ConversionPlan {
  const spec = placeTrim(asked, source);
  const intent = intentOf(spec);
  const decided = decide(source, intent);
  const { video, audio, subtitles, settings, rate } = decided;
  refuseWithoutPicture(source, spec, video);
  const duration = resultDuration(source.duration, spec);
  const streams = [
    ...(video ? [{ index: video.stream.index, action: video.action, reason: video.reason }] : []),
    ...otherPictures(source, video, spec),
    ...audio.map(({ stream, action, reason }) => ({ index: stream.index, action, reason })),
    ...subtitles.map(({ stream, action, reason }) => ({ index: stream.index, action, reason })),
  ].sort((a, b) => a.index - b.index);
  const keptSubtitles = subtitles.filter(({ action }) => action === "encode");
  const picture = video ? videoArguments(video, source, settings, rate) : [];
  const cut = cutArguments(source, spec, video);
  const options = [
    ...containerArguments(source, settings, video, audio, keptSubtitles, keptCovers(source, spec)),
    ...picture,
    ...audioArguments(audio, settings),
    ...cut,
  ];
  const needsTwo = video?.action === "encode" && rate.kind === "bitrate" && video.codec !== "av1";
  return {
    route: routeOf(video, audio),
    streams,
    passes: needsTwo ? twoPasses(options, video, picture, cut) : [options],
    losses: findLosses(source, video, audio, subtitles, spec),
    estimate: estimate(source, video, audio, settings, rate, duration),
    inputArguments: inputArguments(source, spec, video),
    sidecars: subtitles.flatMap(({ stream, sidecar }) =>
      sidecar === undefined ? [] : [{ stream: stream.index, extension: sidecar, language: stream.language }],
    ),
    expectation: expectationOf(source, settings, video, audio, keptSubtitles.length),
    warnings: [...decided.warnings, ...sizeWarnings(video, spec), ...losslessWarnings(video, rate)],
  };
}

/**
 * ffmpeg's options of the last pass, without binary, `-i` and output. Pure. Where text is burnt into the picture,
 * `@source@` stands for the path, which is not known here; `plan()` puts it in.
 */
export function ffmpegArguments(spec: ConversionSpec, source: MediaInfo): string[] {
  const { inputArguments, passes } = planConversion(source, spec);
  return [...inputArguments, ...passes.at(-1)!];
}

/** The sound may go on where there are no more frames, and begin where there are none yet. */
function refuseWithoutPicture(
  source: MediaInfo,
  { trim }: ConversionSpec,
  video: VideoDecision | undefined,
): void {
  const { start = 0, duration, frameRate, isVariableFrameRate } = video?.stream ?? {};
  // How long the picture of a broadcast is, its beginning and its end let guess.
  if (!trim || video?.action !== "encode" || duration === undefined || isBroadcast(source)) return;
  const frame = isVariableFrameRate ? 0 : 0.9 / (framesPerSecond(frameRate!) || Infinity);
  const last = start + duration - frame;
  const key =
    (trim.end ?? Infinity) <= start ? "trim.end" : (trim.start ?? 0) >= last ? "trim.start" : undefined;
  if (key === undefined) return;
  const pictures = `its pictures are shown from ${seconds(start)} s to ${seconds(start + duration)} s`;
  throw new NemoError(
    "invalid-request",
    `${key} is ${key === "trim.end" ? trim.end : trim.start} s, and ${pictures}: no picture would be left. Set video to false to keep the sound alone.`,
    { details: { key, start, duration } },
  );
}

interface Decided {
  video: VideoDecision | undefined;
  audio: AudioDecision[];
  subtitles: SubtitleDecision[];
  settings: ConversionSpec;
  rate: RateControl;
  warnings: string[];
}

function decide(source: MediaInfo, intent: Intent): Decided {
  const stream = intent.asked.video === false ? undefined : choosePicture(source, intent);
  const video = stream && decideVideo(stream, source, intent);
  const audio = decideAudio(source, intent, stream);
  if (!video && !audio.some(({ action }) => action !== "drop")) {
    throw new NemoError("no-video", "There is nothing left to convert: no picture and no sound.");
  }
  const subtitles = decideSubtitles(source, intent);
  const { asked } = intent;
  const settings = video ? withPlatformPeak(intent.settings, asked, video) : intent.settings;
  const codec = video?.codec as "h264" | "hevc" | "av1";
  const duration = resultDuration(source.duration, asked);
  const asksForMaximum = videoSpec(asked).maxBitrate !== undefined;
  const rateOf = (used: ConversionSpec) => rateControl(used, codec ?? "h264", duration, asksForMaximum);
  const { targetSize } = settings;
  if (!stream || video?.action !== "encode" || targetSize === undefined) {
    return { video, audio, subtitles, settings, rate: rateOf(settings), warnings: [] };
  }
  if (duration === undefined || duration === 0) {
    throw new NemoError(
      "target-unreachable",
      "The source does not say how long it is, so no size can be promised.",
    );
  }
  const sized = planForSize(targetSize, duration, video, audio, intent);
  const fitted = decideVideo(stream, source, { ...intent, settings: sized.settings });
  const sourceBytes = ((source.bytes ?? Infinity) * duration) / (source.duration ?? duration);
  const limit = { budget: sized.videoBitrate, duration, isMetBySource: sourceBytes <= targetSize };
  return {
    video: fitted,
    audio: sized.audio,
    subtitles,
    settings: sized.settings,
    rate: rateForSize(limit, fitted, sized.settings, rateOf(sized.settings)),
    warnings:
      sized.lowered.length === 0 ? [] : [`To stay under ${targetSize} bytes: ${sized.lowered.join(", ")}.`],
  };
}

function losslessWarnings(video: VideoDecision | undefined, rate: RateControl): string[] {
  if (video?.action !== "encode" || rate.kind !== "quality" || playableCrf(video, rate.crf) === rate.crf)
    return [];
  return [`CRF ${rate.crf} is lossless in H.264, which hardly any player shows: CRF 1 is used.`];
}

function routeOf(video: VideoDecision | undefined, audio: AudioDecision[]): ConversionPlan["route"] {
  const kept = [...(video ? [video.action] : []), ...audio.map(({ action }) => action)].filter(
    (action) => action !== "drop",
  );
  if (kept.every((action) => action === "copy")) return "copy";
  return kept.every((action) => action === "encode") ? "encode" : "partial";
}

/** The first pass only looks at the picture; the second knows where the bits are needed. */
function twoPasses(
  options: string[],
  picture: VideoDecision,
  pictureOptions: string[],
  cut: string[],
): string[][] {
  const map = ["-map", pictureSource(picture)];
  return [
    [...map, ...pictureOptions, ...cut, "-an", "-sn", "-dn", "-pass", "1", "-f", "null"],
    [...options, "-pass", "2"],
  ];
}
