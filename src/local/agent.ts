import { NemoError } from "../errors/index.js";
import {
  alignKeyframes,
  type ConversionSpec,
  describeSpec,
  parseRequest,
  planConversion,
  specInMessage,
  type VariantSpecs,
  variantsInMessage,
} from "../conversion/index.js";
import type { AdkPart, Draft, DraftTrack } from "../wire/index.js";
import type { Project, StoredMedia } from "./projects.js";

/** One thing that the agent says or does in a turn. */
export type AgentStep = { kind: "parts"; parts: AdkPart[] } | { kind: "text"; text: string };

/**
 * The embedded agent: takes the spec of a message's block before its words, puts it into the project's draft and says
 * what it did. Understands conversions, in English and Chinese.
 */
export function takeTurn(project: Project, message: string): AgentStep[] {
  const media = project.media.at(-1);
  if (!media) return [{ kind: "text", text: say(project, "Upload a video first.", "请先上传视频。") }];
  const understood = understand(message);
  if ("unrecognized" in understood) {
    const words = understood.unrecognized.join(", ");
    const en = `I did not understand: ${words}. I convert videos; say what you want, for example "1080p, CRF 20".`;
    return [
      { kind: "text", text: say(project, en, `无法理解：${words}。我负责转换视频，例如“1080p，CRF 20”。`) },
    ];
  }
  const { wish } = understood;
  const call = { id: `call_${crypto.randomUUID()}`, name: "convert" };
  const steps: AgentStep[] = [{ kind: "parts", parts: [{ functionCall: { ...call, args: wish } }] }];
  const { response, draft } = tryToPlan(media, wish);
  if (draft) project.draft = draft;
  steps.push({ kind: "parts", parts: [{ functionResponse: { ...call, response } }] });
  const done = say(project, `Done. ${describe(wish, "en")}`, `已完成。${describe(wish, "zh")}`);
  steps.push({ kind: "text", text: draft ? done : response.message });
  return steps;
}

/** What the draft's `m` holds: one spec, or those of several results of the one source. */
type Wish = { spec: ConversionSpec } | { variants: VariantSpecs };

function describe(wish: Wish, language: "en" | "zh"): string {
  const specs = "spec" in wish ? [wish.spec] : Object.values(wish.variants);
  return specs.map((spec) => describeSpec(spec, language)).join(" ");
}

function understand(message: string): { wish: Wish } | { unrecognized: string[] } {
  const variants = variantsInMessage(message);
  if (variants) return { wish: { variants } };
  const spec = specInMessage(message);
  if (spec) return { wish: { spec } };
  const parsed = parseRequest(message);
  return parsed.unrecognized.length > 0 ? parsed : { wish: { spec: parsed.spec } };
}

/** What cannot be done is said now, not in the middle of the render. */
function tryToPlan(media: StoredMedia, wish: Wish) {
  try {
    if ("spec" in wish) {
      const { route, streams } = planConversion(media.info, wish.spec);
      return { response: { status: "ok", message: "", route, streams }, draft: toDraft(media, wish) };
    }
    const variants = alignKeyframes(wish.variants, media.info);
    const routes = Object.entries(variants).map(
      ([name, spec]) => [name, planConversion(media.info, spec).route] as const,
    );
    const response = { status: "ok", message: "", routes: Object.fromEntries(routes) };
    return { response, draft: toDraft(media, { variants }) };
  } catch (error) {
    if (!NemoError.isInstance(error)) throw error;
    return { response: { status: "error", code: error.code, message: error.message } };
  }
}

function toDraft({ id, name, info }: StoredMedia, wish: Wish): Draft {
  const duration = Math.round((info.duration ?? 0) * 1000);
  const segment = { id: `segment_${id}`, media: id, name, d: duration };
  const specs = "spec" in wish ? [wish.spec] : Object.values(wish.variants);
  const tracks: DraftTrack[] = [];
  const hasPicture = specs.some(({ video }) => video !== false) && info.video.length > 0;
  const hasSound = specs.some(({ audio }) => audio !== false) && info.audio.length > 0;
  if (hasPicture) tracks.push({ tt: 0, sg: [segment], m: wish });
  if (hasSound) tracks.push({ tt: 1, sg: [segment], m: wish });
  return { t: tracks, d: duration };
}

function say({ language }: Project, en: string, zh: string): string {
  return language === "zh" ? zh : en;
}
