import type { MediaInfo } from "./media-info.js";
import type { ConversionPlan } from "./plan.js";

const filterOption = "-filter:v:0";

/**
 * Which of the plans share a decode: positions, those of one run together. A copy decodes nothing, and a size that is met
 * by two passes or by a second try needs runs of its own. Pure.
 */
export function groupPlans(plans: readonly ConversionPlan[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [position, { passes, expectation, inputArguments }] of plans.entries()) {
    const [pass = []] = passes;
    const filters = valueOf(pass, filterOption) ?? "";
    const isAlone = passes.length > 1 || expectation.mostBytes !== undefined || !pass.includes(filterOption);
    // A part of a chain that has names inside can stand in a graph only once.
    const named = filters.slice(0, filters.lastIndexOf("]") + 1);
    const key = isAlone ? `alone ${position}` : JSON.stringify([inputArguments, pictureOf(pass), named]);
    groups.set(key, [...(groups.get(key) ?? []), position]);
  }
  return [...groups.values()];
}

/** What several passes become that share one decode. */
export interface MergedPasses {
  /** For `-filter_complex`. */
  graph: string;
  /** The options of each output, in the order of the passes. */
  outputs: string[][];
}

/**
 * Several passes over the same picture as one run with several outputs. What their filter chains begin with alike, such as
 * deinterlacing or tone mapping, is done once, before the picture is split. Pure.
 */
export function mergePasses(given: readonly (readonly string[])[], source: MediaInfo): MergedPasses {
  const passes = withOneTiming(given);
  const branches = passes.map((pass, position) => ({
    label: `[out${position}]`,
    filters: splitFilters(valueOf(pass, filterOption) ?? ""),
  }));
  const picture = pictureOf(passes[0]!);
  const chains = connect(`[${picture}]`, branches);
  return {
    // What simple chains are given by ffmpeg itself; a graph would scale bilinearly without it.
    graph: ["sws_flags=bicubic", ...chains].join(";"),
    outputs: passes.map((pass, position) => outputOf(pass, branches[position]!.label, picture, source)),
  };
}

/** What the pass takes its picture from, as `-map` says it; the picture comes first. */
function pictureOf(pass: readonly string[]): string {
  return pass[pass.indexOf("-map") + 1]!;
}

function outputOf(pass: readonly string[], label: string, picture: string, source: MediaInfo): string[] {
  const at = pass.indexOf(filterOption);
  const others = pass.filter((_, index) => index !== at && index !== at + 1);
  const mapped = others.map((arg, index) => (arg === picture && others[index - 1] === "-map" ? label : arg));
  // What comes out of a graph has forgotten which stream it was.
  const language = source.video.find(({ index }) => `0:${index}` === picture)?.language;
  return language === undefined ? mapped : [...mapped, "-metadata:s:v:0", `language=${language}`];
}

/**
 * Before ffmpeg 5.1 (`-vsync`) the timing of frames was one for the whole run: where the passes differ in it, constant rates
 * are made by a filter instead.
 */
function withOneTiming(passes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const timings = passes.map((pass) => valueOf(pass, "-vsync"));
  if (timings.every((timing) => timing === timings[0])) return passes;
  return passes.map((pass, position) => {
    const rate = valueOf(pass, "-r");
    if (timings[position] !== "cfr" || rate === undefined) return pass;
    return pass.map((arg, index) => {
      if (pass[index - 1] === filterOption) return `${arg},fps=${rate}`;
      return pass[index - 1] === "-vsync" ? "vfr" : arg;
    });
  });
}

function valueOf(pass: readonly string[], option: string): string | undefined {
  return pass.includes(option) ? pass[pass.indexOf(option) + 1] : undefined;
}

interface Branch {
  label: string;
  filters: readonly string[];
}

/** The chains from `input` to the branches: shared as long as all go the same way, then split. */
function connect(input: string, branches: readonly Branch[]): string[] {
  const first = branches[0]!;
  let shared = 0;
  while (
    branches.every(({ filters }) => shared < filters.length && filters[shared] === first.filters[shared])
  )
    shared += 1;
  const done = first.filters.slice(0, shared);
  if (branches.length === 1) return [`${input}${done.join(",") || "null"}${first.label}`];

  const ways = new Map<string, Branch[]>();
  for (const { label, filters } of branches) {
    const rest = { label, filters: filters.slice(shared) };
    const way = rest.filters[0] ?? label;
    ways.set(way, [...(ways.get(way) ?? []), rest]);
  }
  const groups = [...ways.values()].map((group) => {
    const isEnd = group.length === 1 && group[0]!.filters.length === 0;
    const label = isEnd ? group[0]!.label : `[${group.map((each) => each.label.slice(1, -1)).join("_")}_in]`;
    return { label, chains: isEnd ? [] : connect(label, group) };
  });
  const split = [...done, `split=${groups.length}`].join(",");
  return [
    `${input}${split}${groups.map(({ label }) => label).join("")}`,
    ...groups.flatMap(({ chains }) => chains),
  ];
}

/** A chain at its commas, but for those that are escaped or quoted. */
export function splitFilters(chain: string): string[] {
  return (chain.match(/(?:\\.|'[^']*'|[^,\\'])+/gs) ?? []).map((filter) => filter.trim());
}
