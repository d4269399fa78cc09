import type { SessionState } from "../modules/index.js";
import { canonical } from "./changes/same-json.js";

/** The part of a state in which changes can be seen; what else a backend keeps in it may count every message. */
export type StateLike = Pick<SessionState, "draft" | "videoInfos" | "generatedMedia" | "canvasConfig">;

/** A project as a text that is the same for the same project. */
export function stateText({ draft, videoInfos, canvasConfig, generatedMedia }: StateLike): string {
  return canonical({ draft, videoInfos, canvasConfig, generatedMedia });
}

export function hasChanged(before: StateLike, after: StateLike): boolean {
  return stateText(before) !== stateText(after);
}

/** SHA-256, in hexadecimal: enough to know a text again, and nothing of it can be read. */
export async function fingerprint(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
