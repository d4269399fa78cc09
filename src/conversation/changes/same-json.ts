import { isObject } from "../../wire/index.js";

// What differs from one reading to the next although nobody edited anything.
const passing =
  /^(?:(?:last_?)?(?:updated?|modified|accessed|saved|seen|read)_?(?:at|on|time)|expires?(?:_?(?:at|in|on))?|(?:request|trace)_?id)$/i;

/** Whether two values are the same as JSON for who edits them; see `canonical`. */
export function sameJson(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/**
 * A text that two values share exactly if they are the same: the order of keys, times of reading and the signatures of links do not
 * count, and a key that holds null is none.
 */
export function canonical(value: unknown): string {
  const text = JSON.stringify(value, (key, inner: unknown) => {
    if (inner === null || passing.test(key)) return undefined;
    if (typeof inner === "string") return /^https?:\/\//.test(inner) ? inner.replace(/[?#].*$/s, "") : inner;
    if (!isObject(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)));
  }) as string | undefined;
  return text ?? "";
}
