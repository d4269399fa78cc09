import { NemoError } from "../errors/index.js";
import { intentOf, videoSpec } from "./intent.js";
import type { MediaInfo } from "./media-info.js";
import { mergeSpecs } from "./merge-specs.js";
import { planConversion } from "./plan.js";
import type { ConversionSpec } from "./spec.js";

/** Several results of one source, by the name of each. */
export type VariantSpecs = Record<string, ConversionSpec>;

// Apple asks for a keyframe every two seconds, at which a player can change from one variant to another.
const interval = 2;
const most = 32;

/**
 * The specs with a grid of keyframes that is the same in all pictures that are encoded, but for those that say another one.
 * Pure.
 *
 * @param source undefined where it is not known: then every picture gets the grid, for which it is encoded
 */
export function alignKeyframes(specs: VariantSpecs, source: MediaInfo | undefined): VariantSpecs {
  const aligned = Object.entries(specs).map(([name, spec]) => {
    const mayBeEncoded = spec.video !== false && videoSpec(spec).codec !== "copy";
    const isEncoded = source === undefined ? mayBeEncoded : encodesPicture(source, spec);
    const says = videoSpec(intentOf(spec).settings).keyframeInterval !== undefined;
    const grid: ConversionSpec = { video: { keyframeInterval: interval } };
    return [name, isEncoded && !says ? mergeSpecs(spec, grid) : spec] as const;
  });
  return Object.fromEntries(aligned);
}

function encodesPicture(source: MediaInfo, spec: ConversionSpec): boolean {
  const { streams } = planConversion(source, spec);
  const pictures = new Set(source.video.map(({ index }) => index));
  return streams.some(({ index, action }) => pictures.has(index) && action === "encode");
}

/**
 * Names of variants become parts of file names, on every system.
 *
 * @throws NemoError `invalid-request`
 */
export function checkVariantNames(names: readonly string[]): void {
  const refuse = (message: string, value?: string) =>
    new NemoError("invalid-request", message, { details: { key: "variants", value } });
  if (names.length === 0) throw refuse("There are no variants; name at least one.");
  if (names.length > most) throw refuse(`There are ${names.length} variants; ${most} are the most.`);
  const bad = names.find((name) => !/^[\p{L}\p{N}_-][\p{L}\p{M}\p{N} ._+@-]{0,59}$/u.test(name));
  if (bad !== undefined) {
    throw refuse(
      `${JSON.stringify(bad)} is no name for a variant: letters, digits, space and ._+@- can be used.`,
      bad,
    );
  }
  const seen = new Set<string>();
  for (const name of names) {
    // Many file systems take "HD" and "hd" for the same.
    const folded = name.normalize("NFC").toLowerCase();
    if (seen.has(folded))
      throw refuse(`Two variants are called ${JSON.stringify(name)}, but for its case.`, name);
    seen.add(folded);
  }
}
