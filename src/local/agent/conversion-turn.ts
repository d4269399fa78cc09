import {
  alignKeyframes,
  type ConversionSpec,
  describeSpec,
  type Loss,
  mainVideo,
  planConversion,
  uniqueLosses,
  type VariantSpecs,
} from "../../conversion/index.js";
import type { Draft, DraftTrack } from "../../wire/index.js";
import type { Project, StoredMedia } from "../projects.js";
import { withoutExtension } from "./mark-names.js";
import { type Outcome, remember } from "./outcome.js";
import { sayLosses } from "./say-losses.js";
import { tryTo } from "./tool-use.js";

/** What the draft's `m` holds: one spec, or those of several results of the one source. */
export type Wish = { spec: ConversionSpec } | { variants: VariantSpecs };

export function describeWish(wish: Wish, language: "en" | "zh"): string {
  return specsOf(wish)
    .map((spec) => describeSpec(spec, language))
    .join(" ");
}

/** A conversion of the last upload with a picture; a film that was edited before it gives way to it. */
export function convert({ draft: before, history, media }: Project, wish: Wish): Outcome {
  // Music that came after the video is not what "720p" is about.
  const source = media.findLast(({ info }) => mainVideo(info) !== undefined) ?? media.at(-1)!;
  const done = tryTo("convert", wish, () => draftOf(source, wish));
  if (!done.result) return { uses: [done.use], words: done.words };
  const { draft, losses } = done.result;
  const lost = sayLosses(losses);
  return {
    uses: [{ ...done.use, response: { ...done.use.response, ...done.result.facts } }],
    words: {
      en: [`Done. ${describeWish(wish, "en")}`, ...lost.map(({ en }) => en)].join(" "),
      zh: [`已完成。${describeWish(wish, "zh")}`, ...lost.map(({ zh }) => zh)].join(""),
    },
    change: { draft, history: remember(history, before) },
  };
}

/**
 * A draft of an upload as it is, with what it is to become, and how that will be done.
 *
 * @throws NemoError for what cannot be done: said now, not in the middle of the render
 */
function draftOf(media: StoredMedia, wish: Wish): { draft: Draft; facts: object; losses: Loss[] } {
  if ("spec" in wish) {
    const { route, streams, losses } = planConversion(media.info, wish.spec);
    return { draft: toDraft(media, wish), facts: { route, streams, losses }, losses };
  }
  const variants = alignKeyframes(wish.variants, media.info);
  const plans = Object.entries(variants).map(
    ([name, spec]) => [name, planConversion(media.info, spec)] as const,
  );
  const routes = Object.fromEntries(plans.map(([name, { route }]) => [name, route]));
  const losses = uniqueLosses(plans.flatMap(([, plan]) => plan.losses));
  return { draft: toDraft(media, { variants }), facts: { routes, losses }, losses };
}

function toDraft({ id, name, info }: StoredMedia, wish: Wish): Draft {
  const duration = Math.round((info.duration ?? 0) * 1000);
  const segment = { id: "segment_1", media: id, name: withoutExtension(name), d: duration };
  const specs = specsOf(wish);
  const tracks: DraftTrack[] = [];
  const hasPicture = specs.some(({ video }) => video !== false) && info.video.length > 0;
  const hasSound = specs.some(({ audio }) => audio !== false) && info.audio.length > 0;
  if (hasPicture) tracks.push({ tt: 0, sg: [segment], m: wish });
  if (hasSound) tracks.push({ tt: 1, sg: [segment], m: wish });
  return { t: tracks, d: duration };
}

function specsOf(wish: Wish): ConversionSpec[] {
  return "spec" in wish ? [wish.spec] : Object.values(wish.variants);
}
