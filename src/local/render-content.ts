import {
  type ConversionSpec,
  type Montage,
  normalizeSpec,
  readVariants,
  type VariantSpecs,
} from "../conversion/index.js";
import { type Draft, isObject } from "../wire/index.js";
import { badRequest } from "./api-error.js";
import { checkDraft, type CheckedDraft, type CheckedSegment } from "./draft-schema.js";
import type { StoredMedia } from "./projects.js";
import { readMontage, type ReadMontage } from "./read-montage.js";

/** What of a render's request is for the embedded backend alone. */
export interface RenderLimits {
  /** A `file:` URL; the results appear there, under hidden names. */
  folder?: string;
  /** A render of one result that must become larger ends early. */
  mostBytes?: number;
  /** How many threads the encoder may use. Default: as many as it likes. */
  threads?: number;
  /** Whether a long encode of one result keeps its progress in the folder. */
  isResumable?: boolean;
}

/** A source, and what is to become of it; a single result has no name. */
interface SourceContent {
  media: StoredMedia;
  specs: [string | undefined, ConversionSpec][];
}

/** What a render is made of. */
export type Content =
  | ({ kind: "source" } & SourceContent)
  /** A film that was put together. */
  | { kind: "montage"; montage: Montage; sources: StoredMedia[]; spec: ConversionSpec };

/**
 * What a draft names. It comes from the client, which may have changed it.
 *
 * @throws ApiError 400, NemoError `invalid-request`
 */
export function readContent(draft: Draft, media: readonly StoredMedia[]): Content {
  const checked = checkDraft(draft);
  const found = wishOf(checked);
  const whole = wholeUpload(checked, media);
  if (whole) {
    const { media: source, isMuted } = whole;
    if ("variants" in found) return { kind: "source", media: source, specs: Object.entries(found.variants) };
    const spec = isMuted ? { ...found.spec, audio: false as const } : found.spec;
    return { kind: "source", media: source, specs: [[undefined, spec]] };
  }
  if ("variants" in found)
    throw badRequest("Variants are made of an upload as it is, not of an edited film.");
  const film = readMontage(checked, media);
  const part = partOfUpload(film, found.spec);
  return part ? { kind: "source", ...part } : { kind: "montage", ...film, spec: found.spec };
}

/** A film that is one part of an upload is a conversion of it, which keeps all that a conversion does. */
function partOfUpload({ montage, sources }: ReadMontage, spec: ConversionSpec): SourceContent | undefined {
  const [clip, ...others] = montage.clips;
  const isAlone = others.length + montage.sounds.length + montage.titles.length === 0;
  if (!clip || !isAlone || clip.speed !== 1 || clip.crop || ![0, 1].includes(clip.volume)) return undefined;
  const { video = {} } = spec;
  if (video === false || (clip.rotate !== 0 && video.rotate !== undefined)) return undefined;
  const media = sources[clip.source]!;
  const { from, duration, rotate, volume } = clip;
  const goesOn = from + duration < (media.info.duration ?? Infinity) - 0.001;
  const part: ConversionSpec = {
    ...spec,
    ...(volume === 0 && { audio: false }),
    ...(rotate !== 0 && { video: { ...video, rotate } }),
    trim: { ...(from > 0 && { start: from }), ...(goesOn && { end: from + duration }) },
  };
  return { media, specs: [[undefined, part]] };
}

/** The spec or the variants that stand in the first track which has any. */
function wishOf({ t }: CheckedDraft): { spec: ConversionSpec } | { variants: VariantSpecs } {
  for (const { m } of t) {
    if (!isObject(m)) continue;
    if (isObject(m["spec"])) return { spec: normalizeSpec(m["spec"]) };
    const variants = readVariants(m["variants"]);
    if (variants) return { variants };
  }
  return { spec: {} };
}

/** The upload that is all of a draft, from its beginning to its end, as it is or without its sound. */
function wholeUpload(
  { t }: CheckedDraft,
  media: readonly StoredMedia[],
): { media: StoredMedia; isMuted: boolean } | undefined {
  const tracks = t.filter(({ sg = [] }) => sg.length > 0);
  const segments = tracks.flatMap(({ sg = [] }) => sg);
  const source = media.find(({ id }) => id === segments[0]?.media);
  const isPlain =
    source !== undefined &&
    new Set(tracks.map(({ tt }) => tt)).size === tracks.length &&
    tracks.every(({ tt, sg = [] }) => (tt === 0 || tt === 1) && sg.length === 1) &&
    segments.every((segment) => segment.media === source.id && isWhole(segment, source));
  if (!isPlain) return undefined;
  const volumes = segments.map(({ m }) => m?.volume ?? 1);
  if (volumes.some((volume) => volume !== 0 && volume !== 1)) return undefined;
  const isMuted = volumes.includes(0);
  return isMuted && tracks[0]!.tt === 1 ? undefined : { media: source, isMuted };
}

function isWhole({ d, m = {} }: CheckedSegment, { info }: StoredMedia): boolean {
  const { start = 0, from = 0, speed = 1, rotate = 0, crop } = m;
  const isAll = d === undefined || info.duration === undefined || Math.abs(d - info.duration * 1000) <= 1;
  return isAll && start === 0 && from === 0 && speed === 1 && rotate === 0 && crop === undefined;
}
