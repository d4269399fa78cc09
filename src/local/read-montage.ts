import { mainVideo, type Montage, type TimelineClip, timelineLimits } from "../conversion/index.js";
import { badRequest } from "./api-error.js";
import type { CheckedDraft, CheckedSegment, CheckedTrack } from "./draft-schema.js";
import type { StoredMedia } from "./projects.js";

/** What the tracks of a draft mean, and the uploads that they name. */
export interface ReadMontage {
  montage: Montage;
  sources: StoredMedia[];
}

// What rounding to milliseconds and the frames of a source leave open.
const slack = 0.1;

/** @throws ApiError 400 for a draft that is no film */
export function readMontage({ t }: CheckedDraft, media: readonly StoredMedia[]): ReadMontage {
  const sources: StoredMedia[] = [];
  const place = (segment: CheckedSegment, where: string): number => {
    const found = media.find(({ id }) => id === segment.media);
    if (!found) throw badRequest(`${where} names no upload of this session.`);
    if (!sources.includes(found)) sources.push(found);
    return sources.indexOf(found);
  };
  const segments = (tt: number) => placed(t, tt);
  const own = ownSounds(t);
  const clips = segments(0).map(({ segment, where }) => {
    const source = place(segment, where);
    return toClip(segment, source, sources[source]!, where, own.get(segment)?.m?.volume);
  });
  checkOrder(segments(0));
  const mirrored = new Set(own.values());
  const sounds = segments(1)
    .filter(({ segment }) => !mirrored.has(segment))
    .map(({ segment, where }) => {
      const source = place(segment, where);
      const { info } = sources[source]!;
      if (info.audio.length === 0) throw badRequest(`${where} names an upload that has no sound.`);
      const { start = 0, from = 0, volume = 1 } = segment.m ?? {};
      const rest = lengthOf(segment, from / 1000, info.audio[0]!.duration ?? info.duration, where);
      return { source, start: start / 1000, from: from / 1000, duration: rest, volume };
    });
  const total = clips.reduce((sum, { duration }) => sum + duration, 0);
  if (clips.length === 0) throw badRequest("The draft has no video segment: there is no picture to render.");
  if (total > timelineLimits.duration) throw badRequest("The film is longer than a day.");
  return { montage: { clips, sounds: heard(sounds, total), titles: titlesOf(segments(7), total) }, sources };
}

interface Placed {
  segment: CheckedSegment;
  where: string;
}

function placed(tracks: readonly CheckedTrack[], tt: number): Placed[] {
  return tracks.flatMap((track, index) =>
    track.tt === tt
      ? (track.sg ?? []).map((segment, number) => ({ segment, where: `draft.t[${index}].sg[${number}]` }))
      : [],
  );
}

/** A film's own sound may stand in a track of its own; it is one with its picture, and not to be heard twice. */
function ownSounds(tracks: readonly CheckedTrack[]): Map<CheckedSegment, CheckedSegment> {
  const of = (tt: number) => placed(tracks, tt).map(({ segment }) => segment);
  const sounds = of(1);
  const startOf = ({ m }: CheckedSegment) => m?.start ?? 0;
  return new Map(
    of(0).flatMap((clip) => {
      const sound = sounds.find(
        (each) =>
          each.media === clip.media && startOf(each) === startOf(clip) && each.m?.from === clip.m?.from,
      );
      return sound ? [[clip, sound] as const] : [];
    }),
  );
}

function toClip(
  segment: CheckedSegment,
  source: number,
  { info }: StoredMedia,
  where: string,
  ownVolume: number | undefined,
): TimelineClip {
  const picture = mainVideo(info);
  if (!picture) throw badRequest(`${where} names an upload that has no picture.`);
  const { from = 0, speed = 1, volume = 1, rotate = 0, crop } = segment.m ?? {};
  const duration = lengthOf(segment, from / 1000, info.duration ?? picture.duration, where, speed);
  const [width, height] = (crop ?? "").split(":").map(Number);
  return {
    ...{ source, from: from / 1000, duration, speed, volume: ownVolume ?? volume, rotate },
    ...(width && height && { crop: { width, height } }),
  };
}

/** In seconds of the timeline; without a length, all that is left of the source. */
function lengthOf(
  { d }: CheckedSegment,
  from: number,
  length: number | undefined,
  where: string,
  speed = 1,
): number {
  const left = length === undefined ? Infinity : (length - from) / speed;
  const wanted = d === undefined ? left : d / 1000;
  if (!Number.isFinite(wanted))
    throw badRequest(`${where}.d is missing, and its upload does not say how long it is.`);
  if (left <= 0 || wanted > left + slack) {
    throw badRequest(`${where} reaches beyond the end of its upload, which is ${length} s long.`);
  }
  return Math.min(wanted, left);
}

/** Clips follow each other: there is no picture for a gap, and none to choose where two overlap. */
function checkOrder(clips: readonly Placed[]): void {
  let end = 0;
  for (const { segment, where } of clips) {
    const start = segment.m?.start ?? end;
    if (Math.abs(start - end) > slack * 1000) {
      throw badRequest(`${where}.m.start is ${start}, but the segment before it ends at ${end} ms.`);
    }
    end = start + (segment.d ?? 0);
  }
}

/** What begins after the film is not heard. */
function heard(sounds: Montage["sounds"], total: number): Montage["sounds"] {
  return sounds
    .filter(({ start, volume }) => start < total && volume > 0)
    .map((sound) => ({ ...sound, duration: Math.min(sound.duration, total - sound.start) }));
}

function titlesOf(segments: readonly Placed[], total: number): Montage["titles"] {
  return segments.flatMap(({ segment: { d, m } }) => {
    const { start = 0, text = "", position = "center" } = m ?? {};
    const end = Math.min(total, d === undefined ? total : (start + d) / 1000);
    return text === "" || start / 1000 >= end ? [] : [{ text, start: start / 1000, end, position }];
  });
}
