import { decideAudio } from "../decide-audio.js";
import { intentOf } from "../intent.js";
import { type AudioStream, mainVideo, type MediaInfo } from "../media-info.js";
import type { ConversionSpec } from "../spec.js";
import type { Montage } from "./montage.js";
import { type SoundForm, soundForm } from "./sound-filters.js";

/** One sound track of a film. */
export interface SoundTrack {
  language: string | undefined;
  dispositions: readonly string[];
  /** What is heard of each clip; undefined is silence. */
  heard: readonly (AudioStream | undefined)[];
  form: SoundForm;
}

/**
 * The sound tracks of a film: of clips of one source all that a conversion of it keeps, of others the first of each; one for
 * music alone. Pure.
 *
 * @throws NemoError `invalid-request` for a track that was chosen and is not there
 */
export function soundTracks(
  { clips, sounds }: Montage,
  sources: readonly MediaInfo[],
  { streams }: ConversionSpec,
): SoundTrack[] {
  const source = sources[clips[0]!.source]!;
  const ofClips = (position: number) =>
    clips.map((clip) => (clip.volume > 0 ? sources[clip.source]!.audio[position] : undefined));
  const isOfOne = clips.every((clip) => sources[clip.source] === source);
  const isHeard = ofClips(0).some(Boolean);
  if (!isOfOne || !isHeard) return isHeard || sounds.length > 0 ? [toTrack(ofClips(0))] : [];
  const kept = decideAudio(source, intentOf({ ...(streams && { streams }) }), mainVideo(source));
  return kept.flatMap(({ action }, position) => (action === "drop" ? [] : [toTrack(ofClips(position))]));
}

function toTrack(heard: readonly (AudioStream | undefined)[]): SoundTrack {
  const streams = heard.filter((stream) => stream !== undefined);
  const { language, dispositions = [] } = streams[0] ?? {};
  return { language, dispositions, heard, form: soundForm(streams) };
}

/** ffmpeg's options for what a graph of filters cannot know of its tracks. */
export function trackTags(tracks: readonly SoundTrack[]): string[] {
  return tracks.flatMap(({ language, dispositions }, position) => [
    ...(language === undefined ? [] : [`-metadata:s:a:${position}`, `language=${language}`]),
    ...(tracks.length === 1
      ? []
      : [`-disposition:a:${position}`, dispositions.includes("default") ? "default" : "0"]),
  ]);
}
