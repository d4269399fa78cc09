import type { Language } from "../errors/index.js";
import type { TimelineTrack } from "../wire/index.js";

const labels: Record<TimelineTrack["kind"] | "sound", Record<Language, string>> = {
  video: { en: "Video", zh: "视频" },
  audio: { en: "BGM", zh: "背景音乐" },
  sound: { en: "Audio", zh: "音频" },
  text: { en: "Title", zh: "标题" },
  other: { en: "Track", zh: "轨道" },
};

/** What a track is called: by its own name, else by what it holds. Sound that comes from a video is no music. */
export function labelOf(track: TimelineTrack, tracks: readonly TimelineTrack[], language: Language): string {
  if (track.name !== undefined) return oneLine(track.name);
  if (track.kind === "other") return otherLabel(track, language);
  return labels[isSoundOfVideo(track, tracks) ? "sound" : track.kind][language];
}

function otherLabel({ type }: TimelineTrack, language: Language): string {
  if (type === undefined) return labels.other[language];
  return language === "zh" ? `轨道（类型 ${type}）` : `Track of type ${type}`;
}

function isSoundOfVideo(track: TimelineTrack, tracks: readonly TimelineTrack[]): boolean {
  if (track.kind !== "audio" || track.segments.length === 0) return false;
  const videos = tracks.filter(({ kind }) => kind === "video").flatMap(({ segments }) => segments);
  return track.segments.every(
    ({ name }) => name !== undefined && videos.some((video) => video.name === name),
  );
}

/** Milliseconds as seconds, to the hundredth. */
export function inSeconds(ms: number): string {
  return String(Math.round(ms / 10) / 100);
}

/** 0.35 as "35%". */
export function percent(volume: number): string {
  return `${Math.round(volume * 100)}%`;
}

/** Names are shown up to this length. */
const longest = 80;

/** A name as it fits into a line. */
export function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const characters = Array.from(line);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : line;
}

/** Words that are seen in the picture. */
export function quoted(text: string): string {
  return `"${oneLine(text)}"`;
}
