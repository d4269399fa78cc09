import type { SessionState } from "../modules/index.js";
import { isObject } from "../wire/index.js";

// What differs from one reading to the next although nobody edited anything.
const passing =
  /^(?:(?:last_?)?(?:updated?|modified|accessed|saved|seen|read)_?(?:at|on|time)|expires?(?:_?(?:at|in|on))?|(?:request|trace)_?id)$/i;

/**
 * A state as a text that is the same for the same project: the order of keys, times of reading and the signatures of links
 * do not count.
 */
export function stateText(raw: Record<string, unknown>): string {
  return JSON.stringify(raw, (key, value: unknown) => {
    if (passing.test(key)) return undefined;
    if (typeof value === "string") return /^https?:\/\//.test(value) ? value.replace(/[?#].*$/s, "") : value;
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

export function hasChanged(before: SessionState, after: SessionState): boolean {
  return stateText(before.raw) !== stateText(after.raw);
}

/** SHA-256, in hexadecimal: enough to know a text again, and nothing of it can be read. */
export async function fingerprint(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
