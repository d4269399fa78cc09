import { framesPerSecond } from "../frame-rate.js";
import type { MediaInfo } from "../media-info.js";
import type { Frame } from "./frame.js";
import { clipFilters, type PreparedPicture, valueAfter } from "./picture-filters.js";
import { mixing, sampleRate, silence, soundFilters } from "./sound-filters.js";
import type { SoundTrack } from "./sound-tracks.js";
import type { Montage } from "./montage.js";
import { type DrawnTitle, titleChains } from "./title-filters.js";

/** All that a timeline's graph of filters is made of. */
export interface Parts {
  montage: Montage;
  sources: readonly MediaInfo[];
  titles: readonly DrawnTitle[];
  frame: Frame;
  pictures: PreparedPicture[];
  tracks: SoundTrack[];
  layout: Layout;
}

/** Whole frames for every clip, counted from the beginning, so that nothing adds up to a drift. */
export interface Layout {
  frames: number[];
  samples: number[];
  total: number;
}

/** A pass over a source of one picture and its sounds, as one over the inputs of a timeline. */
export function toGraph(pass: readonly string[], parts: Parts): string[] {
  const video = [valueAfter(pass, "-filter:v:0"), ...forcedRate(valueAfter(pass, "-r"), parts)]
    .filter(Boolean)
    .join(",");
  const sounds = parts.tracks.flatMap((track, position) => {
    const filters = valueAfter(pass, `-filter:a:${position}`) ?? "anull";
    return pass.includes(`0:${position + 1}`) ? soundChains(parts, track, { position, filters }) : [];
  });
  const graph = ["sws_flags=bicubic", ...(video === "" ? [] : pictureChains(parts, video)), ...sounds];
  const rest: string[] = [];
  for (let at = 0; at < pass.length; at += 1) {
    const [option, value] = [pass[at]!, pass[at + 1]];
    if (option === "-filter:v:0" || option.startsWith("-filter:a:")) at += 1;
    else if (option === "-map") {
      const index = Number(value!.slice("0:".length));
      rest.push("-map", index === 0 ? "[picture]" : `[track${index - 1}]`);
      at += 1;
    } else if (option === "-map_chapters") {
      // Those of the first source are at other times.
      rest.push(option, "-1");
      at += 1;
    } else rest.push(option);
  }
  return ["-filter_complex", graph.join(";"), ...rest];
}

/** At the end of a graph ffmpeg repeats frames to keep a rate, and a filter may give one too many. */
function forcedRate(rate: string | undefined, { frame, layout }: Parts): string[] {
  if (rate === undefined) return [];
  const frames = (layout.total / framesPerSecond(frame.rate)) * framesPerSecond(rate);
  return [`fps=${rate}`, `trim=end_frame=${Math.max(1, Math.round(frames))}`];
}

function pictureChains({ montage, titles, frame, pictures, layout }: Parts, filters: string): string[] {
  const { clips, sounds } = montage;
  const stream = (index: number) => pictures[index]!.stream;
  const { matrix } = pictures[0]!.color;
  const chains = clips.map((clip, index) => {
    // The last frame of a concatenation has no end in old builds, and is lost with the rate: it is one more.
    const spare = clips.length > 1 && index === clips.length - 1 ? 1 : 0;
    const settings = { frame, frames: layout.frames[index]! + spare, matrix, label: `clip${index}` };
    return `[${index}:${stream(index)}]${clipFilters(clip, pictures[index]!, settings)}[clip${index}]`;
  });
  const all = clips.map((_, index) => `[clip${index}]`).join("");
  const joined =
    clips.length === 1
      ? "null"
      : `concat=n=${clips.length}:v=1:a=0,fps=${frame.rate}:start_time=0,trim=end_frame=${layout.total}`;
  const firstInput = clips.length + sounds.length;
  return [
    ...chains,
    `${all}${joined}[film]`,
    ...titleChains(titles, { from: "film", to: "titled", frame, firstInput }),
    `[${titles.length === 0 ? "film" : "titled"}]${filters}[picture]`,
  ];
}

function soundChains(
  { montage, sources, layout }: Parts,
  { heard, form }: SoundTrack,
  { position, filters }: { position: number; filters: string },
): string[] {
  const { clips, sounds } = montage;
  const total = layout.samples.reduce((sum, each) => sum + each, 0);
  const label = (name: string) => `[${name}_${position}]`;
  const chains = clips.map((clip, index) => {
    const samples = layout.samples[index]!;
    const stream = heard[index];
    const part = { speed: clip.speed, volume: clip.volume, delay: 0, samples, total: samples };
    const chain = stream
      ? `[${index}:${stream.index}]${soundFilters(stream, form, part)}`
      : silence(form, samples);
    return `${chain}${label(`sound${index}`)}`;
  });
  const all = clips.map((_, index) => label(`sound${index}`)).join("");
  const own = clips.length === 1 ? "anull" : `concat=n=${clips.length}:v=0:a=1`;
  const music = sounds.map(({ source, start, duration, volume }, index) => {
    const stream = sources[source]!.audio[0]!;
    const delay = Math.min(total - 1, Math.round(start * sampleRate));
    const samples = Math.max(1, Math.min(total - delay, Math.round(duration * sampleRate)));
    const chain = soundFilters(stream, form, { speed: 1, volume, delay, samples, total });
    return `[${clips.length + index}:${stream.index}]${chain}${label(`music${index}`)}`;
  });
  const mixed = [label("own"), ...sounds.map((_, index) => label(`music${index}`))].join("");
  const mix = sounds.length === 0 ? "" : `${mixing(sounds.length + 1)},`;
  return [...chains, `${all}${own}${label("own")}`, ...music, `${mixed}${mix}${filters}[track${position}]`];
}
