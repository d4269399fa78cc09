import { type End, readEnds } from "../../conversion/index.js";
import type { Edit, Unclear } from "./edit.js";

type Cut = Extract<Edit, { kind: "cut" | "cut-end" }>;

export function isCutOff(meaning: Edit | Unclear): meaning is Cut {
  return typeof meaning !== "string" && (meaning.kind === "cut-end" || isOfBeginning(meaning));
}

/** The cuts at the ends of a film that a conversion says as well: "the first 2 seconds and the last 3". Pure. */
export function readCutEnds(text: string, at: number): { meanings: Cut[]; length: number } | undefined {
  const found = readEnds(text, at);
  return found && { meanings: found.ends.map(cutOf), length: found.length };
}

function cutOf([end, seconds]: End): Cut {
  const length = Math.round(seconds * 1000);
  return end === "start" ? { kind: "cut", start: 0, end: length } : { kind: "cut-end", length };
}

const exceptSound =
  /\s?,?\s?(?:(?:but|yet|while|only) (?:keep|leave|preserve|retain|not)(?:ing)?(?: (?:all|the|its|of|whole|entire|full|in))* (?:sound|audio)(?: track)?(?: as (?:it is|is)| untouched| intact)?(?![a-z])|(?:但是?|不过|可是?)(?:要)?(?:保留|留下|留着|不动)(?:原?来?的)?(?:声音|音频|原声|音轨))/iuy;

/** How many characters say that a cut shall spare the sound, which no cut can; or 0. Pure. */
export function lengthOfSparedSound(text: string, at: number): number {
  exceptSound.lastIndex = at;
  return exceptSound.exec(text)?.[0].length ?? 0;
}

function isOfBeginning(edit: Edit): boolean {
  return edit.kind === "cut" && edit.start === 0 && edit.end !== undefined;
}
