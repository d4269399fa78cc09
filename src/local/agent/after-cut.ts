import type { Edit, Unclear } from "./edit.js";

type Cut = Extract<Edit, { kind: "cut" | "cut-end" }>;

export function isCutOff(meaning: Edit | Unclear): meaning is Cut {
  return typeof meaning !== "string" && (meaning.kind === "cut-end" || isOfBeginning(meaning));
}

const joint =
  /(?:\s?,)?\s(?:and|plus|as well as)(?: also)?\s|\s?[&+,、]\s?|\s?(?:以及|和|与|及|跟|还有)\s?/iuy;

/**
 * The other end, which goes by the same verb: of "remove the first 2 seconds and the last 3". Pure.
 *
 * @param readAtStart reads the edit with which a text begins
 */
export function readOtherEnd(
  cut: Cut,
  text: string,
  at: number,
  readAtStart: (text: string) => { meaning: Edit | Unclear; length: number } | undefined,
): { meaning: Cut; length: number } | undefined {
  joint.lastIndex = at;
  const [and] = joint.exec(text) ?? [];
  if (and === undefined) return undefined;
  const rest = text.slice(at + and.length);
  const verb = /^\p{Script=Han}/u.test(rest) ? "去掉" : "remove ";
  const found = readAtStart(verb + rest);
  if (!found || !isCutOff(found.meaning) || isOfBeginning(found.meaning) === isOfBeginning(cut))
    return undefined;
  return { meaning: found.meaning, length: and.length + found.length - verb.length };
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
