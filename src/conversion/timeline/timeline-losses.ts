import { framesPerSecond } from "../frame-rate.js";
import { lossText } from "../loss-texts.js";
import { type Loss, uniqueLosses } from "../losses.js";
import { type AudioStream, isCover, type MediaInfo, type StreamInfo } from "../media-info.js";
import type { ConversionSpec } from "../spec.js";
import type { Frame } from "./frame.js";
import type { Montage } from "./montage.js";
import type { PreparedPicture } from "./picture-filters.js";
import type { SoundTrack } from "./sound-tracks.js";

export interface TimelineContents {
  montage: Montage;
  sources: readonly MediaInfo[];
  /** Of each clip. */
  pictures: readonly PreparedPicture[];
  tracks: readonly SoundTrack[];
  frame: Frame;
}

/** What a film lacks of the sources of its clips, and nobody asked to leave out. Pure. */
export function timelineLosses(contents: TimelineContents, spec: ConversionSpec): Loss[] {
  const { montage, sources, pictures, tracks, frame } = contents;
  const isSoundKept = spec.audio !== false && spec.streams?.audio === undefined;
  const losses = montage.clips.flatMap(({ source }, position) => {
    const isFirst = montage.clips.findIndex((clip) => clip.source === source) === position;
    if (!isFirst) return [];
    const [info, picture] = [sources[source]!, pictures[position]!];
    const heard = tracks.flatMap((track) =>
      track.heard.filter((_, clip) => montage.clips[clip]!.source === source),
    );
    return [
      ...(isSoundKept && heard.some(Boolean) ? soundLosses(info, heard) : []),
      ...(spec.subtitles === "drop" ? [] : subtitleLosses(info)),
      ...(info.chapters.length > 0 ? [{ kind: "chapters", message: lossText("chapters") }] : []),
      ...coverLosses(info),
      ...picture.losses,
      ...rateLosses(info, picture, frame),
      ...(position === 0 ? [] : tagLosses(info)),
    ];
  });
  return uniqueLosses(losses);
}

function soundLosses({ audio }: MediaInfo, heard: readonly (AudioStream | undefined)[]): Loss[] {
  const unheard = audio.filter((stream) => !heard.includes(stream));
  return unheard.map((stream) => ({
    ...{ kind: "audio-track", stream: stream.index },
    message: lossText("track", languageOf(stream)),
  }));
}

function subtitleLosses({ subtitles }: MediaInfo): Loss[] {
  return subtitles.map((stream) => ({
    ...{ kind: "subtitle-track", stream: stream.index },
    message: lossText("subtitles", languageOf(stream)),
  }));
}

function languageOf({ language }: StreamInfo): string {
  return language === undefined ? "" : ` (${language})`;
}

/** Covers of another form are lost in any conversion, and told with its picture. */
function coverLosses({ video }: MediaInfo): Loss[] {
  return video
    .filter((stream) => isCover(stream) && ["mjpeg", "png"].includes(stream.codec))
    .map(({ index }) => ({ kind: "cover", stream: index, message: lossText("cover") }));
}

/** All clips have the rate of the first one, which is constant. */
function rateLosses({ video }: MediaInfo, picture: PreparedPicture, { rate }: Frame): Loss[] {
  const { index, frameRate, isVariableFrameRate } = video.find(({ index }) => index === picture.stream)!;
  const lose = (message: string) => [{ kind: "frame-rate", stream: index, message }];
  const said = String(Number(framesPerSecond(rate).toFixed(2)));
  if (isVariableFrameRate) return lose(lossText("constantRate", said));
  const own = framesPerSecond(frameRate);
  return own > framesPerSecond(rate) * 1.01 ? lose(lossText("firstRate", Number(own.toFixed(2)), said)) : [];
}

const ofRecording = /^(?:title|artist|album|comment|description|date|creation_time|location|com\.)/i;

function tagLosses({ tags }: MediaInfo): Loss[] {
  if (!Object.keys(tags).some((key) => ofRecording.test(key))) return [];
  return [
    {
      kind: "metadata",
      message: lossText("tags"),
    },
  ];
}
