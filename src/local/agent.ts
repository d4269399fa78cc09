import { NemoError } from "../errors/index.js";
import {
  type ConversionSpec,
  describeSpec,
  parseRequest,
  planConversion,
  specInMessage,
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
  const { spec } = understood;
  const call = { id: `call_${crypto.randomUUID()}`, name: "convert" };
  const steps: AgentStep[] = [{ kind: "parts", parts: [{ functionCall: { ...call, args: { spec } } }] }];
  const result = tryToPlan(media, spec);
  if (result.status === "ok") project.draft = toDraft(media, spec);
  steps.push({ kind: "parts", parts: [{ functionResponse: { ...call, response: result } }] });
  const isDone = result.status === "ok";
  const done = say(project, `Done. ${describeSpec(spec, "en")}`, `已完成。${describeSpec(spec, "zh")}`);
  steps.push({ kind: "text", text: isDone ? done : result.message });
  return steps;
}

function understand(message: string): { spec: ConversionSpec } | { unrecognized: string[] } {
  const spec = specInMessage(message);
  if (spec) return { spec };
  const parsed = parseRequest(message);
  return parsed.unrecognized.length > 0 ? parsed : { spec: parsed.spec };
}

/** What cannot be done is said now, not in the middle of the render. */
function tryToPlan(media: StoredMedia, spec: ConversionSpec) {
  try {
    const { route, streams } = planConversion(media.info, spec);
    return { status: "ok" as const, route, streams };
  } catch (error) {
    if (!NemoError.isInstance(error)) throw error;
    return { status: "error" as const, code: error.code, message: error.message };
  }
}

function toDraft({ id, name, info }: StoredMedia, spec: ConversionSpec): Draft {
  const duration = Math.round((info.duration ?? 0) * 1000);
  const segment = { id: `segment_${id}`, media: id, name, d: duration };
  const tracks: DraftTrack[] = [];
  if (spec.video !== false && info.video.length > 0) tracks.push({ tt: 0, sg: [segment], m: { spec } });
  if (spec.audio !== false && info.audio.length > 0) tracks.push({ tt: 1, sg: [segment], m: { spec } });
  return { t: tracks, d: duration };
}

function say({ language }: Project, en: string, zh: string): string {
  return language === "zh" ? zh : en;
}
