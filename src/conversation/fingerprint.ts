import type { SessionState } from "../modules/index.js";
import { isObject } from "../wire/index.js";
import { canonical } from "./changes/same-json.js";

/** The part of a state in which changes can be seen; what else a backend keeps in it may count every message. */
export type StateLike = Pick<SessionState, "draft" | "videoInfos" | "generatedMedia" | "canvasConfig">;

/** A project as a text that is the same for the same project. */
export function stateText({ draft, videoInfos, canvasConfig, generatedMedia }: StateLike): string {
  const [edited, canvas] = [unlessEmpty(draft), unlessEmpty(canvasConfig)];
  return canonical({ draft: edited, videoInfos, canvasConfig: canvas, generatedMedia });
}

/** A backend may say "nothing" in several ways, and in another one at the next reading. */
function unlessEmpty(part: unknown): unknown {
  return isObject(part) && Object.values(part).every((value) => value === null) ? undefined : part;
}

export function hasChanged(before: StateLike, after: StateLike): boolean {
  return stateText(before) !== stateText(after);
}

/** SHA-256, in hexadecimal: enough to know a text again, and nothing of it can be read. */
export async function fingerprint(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
