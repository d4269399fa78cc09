import { groupBy } from "./group-by.js";

export interface Pairs<T> {
  pairs: [T, T][];
  removed: T[];
  added: T[];
}

/** Pairs what was with what is: by the first of the keys that both have and that no other has taken, then by the next. */
export function pairBy<T>(
  before: readonly T[],
  after: readonly T[],
  keys: readonly ((item: T) => string | undefined)[],
): Pairs<T> {
  const pairs: [T, T][] = [];
  // In boxes, because two equal strings are two items.
  let removed = before.map((item) => ({ item }));
  let added = after.map((item) => ({ item }));
  for (const keyOf of keys) {
    const waiting = groupBy([...added].reverse(), ({ item }) => keyOf(item));
    const taken = new Set<{ item: T }>();
    removed = removed.filter(({ item }) => {
      const key = keyOf(item);
      const now = key === undefined ? undefined : waiting.get(key)?.pop();
      if (now === undefined) return true;
      pairs.push([item, now.item]);
      taken.add(now);
      return false;
    });
    added = added.filter((now) => !taken.has(now));
  }
  return { pairs, removed: removed.map(({ item }) => item), added: added.map(({ item }) => item) };
}
