import type { AudioSpec, ConversionSpec, VideoSpec } from "../spec.js";
import {
  backwards,
  copyOrChange,
  howGood,
  howSmall,
  pictureOrNone,
  qualityOrRate,
  soundOrNone,
  takenAs,
  twoValues,
} from "./question-texts.js";
import type { Doubt, Reading } from "./rule.js";

/**
 * Makes one spec of what was said. Where it contradicts itself there is a question, and the spec has the answer that is
 * used if nobody gives another. Of two different things said of one field the later one holds.
 */
export function settle(reading: Reading): { spec: ConversionSpec; doubts: Doubt[] } {
  const doubts: Doubt[] = [];
  chooseMeanings(reading, doubts);
  for (const field of reading.conflicts) {
    const value = reading.values.get(field);
    doubts.push({ field, default: value, text: twoValues(field, value) });
  }
  settleTrim(reading, doubts);
  const { video, audio, ...spec } = group(reading.values);
  const sound = settleSound(reading, audio, doubts);
  const picture = settlePicture(reading, video, spec, doubts);
  const whole = {
    ...spec,
    ...(picture !== undefined && { video: picture }),
    ...(sound !== undefined && { audio: sound }),
  };
  // What a later question overrode need not be asked.
  return {
    spec: whole,
    doubts: doubts.filter((doubt) => isSame(valueAt(whole, doubt.field), doubt.default)),
  };
}

/** The first meaning of which nothing else was said. */
function chooseMeanings({ values, ambiguities }: Reading, doubts: Doubt[]): void {
  for (const { meanings, text } of ambiguities) {
    if (meanings.some(({ field, value }) => values.get(field) === value)) continue;
    const [usual] = meanings;
    const free = meanings.find(
      ({ field }) => !values.has(field) && !(field === "video.bitrate" && values.has("video.crf")),
    );
    // What had only one meaning, of which another value was said, is what there is.
    if (!free && meanings.length === 1) continue;
    if (free) values.set(free.field, free.value);
    const field = (free ?? usual!).field;
    const taken = takenAs(field, values.get(field));
    doubts.push({
      field,
      default: values.get(field),
      text: { en: text.en + taken.en, zh: text.zh + taken.zh },
    });
  }
}

type Grouped = Omit<ConversionSpec, "video" | "audio"> & { video: VideoSpec; audio: AudioSpec };

/** By the first part of their paths; `video` and `audio` are always there, "none of it" is not. */
function group(values: Reading["values"]): Grouped {
  const groups: Record<string, unknown> = { video: {}, audio: {} };
  for (const [path, value] of values) {
    const [part, key] = path.split(".") as [string, string?];
    if (key !== undefined) groups[part] = { ...(groups[part] as object | undefined), [key]: value };
    else if (part !== "video" && part !== "audio") groups[part] = value;
  }
  return groups as unknown as Grouped;
}

function settleTrim({ values, length }: Reading, doubts: Doubt[]): void {
  const start = values.get("trim.start") as number | undefined;
  // Sums such as 0.1 and 0.2 are meant in thousandths.
  if (length !== undefined)
    values.set("trim.end", start === undefined ? length : Number((start + length).toFixed(6)));
  const end = values.get("trim.end") as number | undefined;
  if (start === undefined || end === undefined || end > start) return;
  if (end === start) values.delete("trim.end");
  else values.set("trim.start", end).set("trim.end", start);
  const usual = end === start ? { start } : { start: end, end: start };
  doubts.push({ field: "trim", default: usual, text: backwards(start, end) });
}

function settleSound(
  { values, copiesAll }: Reading,
  said: AudioSpec,
  doubts: Doubt[],
): ConversionSpec["audio"] {
  const isMuted = values.get("audio") === false;
  const { bitrate, channels, sampleRate, normalize } = said;
  const isChanged =
    [bitrate, channels, sampleRate].some((value) => value !== undefined) || normalize === true;
  const isCopied = said.codec === "copy" || (copiesAll && said.codec === undefined && !isMuted);
  if (Object.keys(said).length === 0 && !isCopied) return isMuted ? false : undefined;
  const audio: AudioSpec = { ...said };
  if (isCopied && !isChanged) audio.codec = "copy";
  if (said.codec === "copy" && isChanged) {
    audio.codec = "auto";
    doubts.push({ field: "audio.codec", default: "auto", text: copyOrChange("audio.codec") });
  }
  if (isMuted) doubts.push({ field: "audio", default: audio, text: soundOrNone });
  return audio;
}

// The smallest of what still looks good.
const smallerCrf = 23;
// As for "low quality".
const lowerCrf = 28;

function settlePicture(
  { values, quality, shrinks, lowersQuality }: Reading,
  said: VideoSpec,
  spec: ConversionSpec,
  doubts: Doubt[],
): ConversionSpec["video"] {
  const isDropped = values.get("video") === false;
  if (isDropped && Object.keys(said).length === 0) return false;
  const video: VideoSpec = { ...said };
  if (quality !== undefined && !saysRate(video, spec)) video.crf = quality;
  if (lowersQuality && !saysRate(video, spec) && !saysLines(video, spec)) {
    video.crf = lowerCrf;
    doubts.push({ field: "video.crf", default: lowerCrf, text: howGood(lowerCrf) });
  }
  if (shrinks && !saysSize(video, spec)) {
    video.crf = smallerCrf;
    doubts.push({ field: "video.crf", default: smallerCrf, text: howSmall(smallerCrf) });
  }
  const { crf, bitrate } = video;
  if (crf !== undefined && bitrate !== undefined) {
    delete video.bitrate;
    doubts.push({ field: "video.crf", default: crf, text: qualityOrRate(crf, bitrate) });
  }
  if (video.codec === "copy" && (changesPicture(video) || spec.reencode || spec.subtitles === "burn")) {
    video.codec = "auto";
    doubts.push({ field: "video.codec", default: "auto", text: copyOrChange("video.codec") });
  }
  if (isDropped) doubts.push({ field: "video", default: video, text: pictureOrNone });
  return Object.keys(video).length > 0 ? video : undefined;
}

/** "High quality" says nothing where something exact was said. */
function saysRate({ crf, bitrate, maxBitrate, codec }: VideoSpec, { targetSize }: ConversionSpec): boolean {
  return codec === "copy" || [crf, bitrate, maxBitrate, targetSize].some((value) => value !== undefined);
}

/** "Compress it" asks for no number where something else makes it smaller. */
function saysSize(video: VideoSpec, spec: ConversionSpec): boolean {
  return saysRate(video, spec) || video.codec !== undefined || saysLines(video, spec);
}

/** How many lines there are to be, or what for, which decides that as well. */
function saysLines({ width, height }: VideoSpec, { useCase }: ConversionSpec): boolean {
  return [useCase, width, height].some((value) => value !== undefined);
}

/** Whether something is asked for that only new frames can give. */
function changesPicture(video: VideoSpec): boolean {
  const { codec, allowUpscale, deinterlace, hdr, detelecine, rotate = 0, ...numbers } = video;
  const needsFrames = rotate !== 0 || deinterlace === true || detelecine === true || hdr === "tonemap";
  return needsFrames || Object.keys(numbers).length > 0;
}

function valueAt(spec: ConversionSpec, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], spec);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
