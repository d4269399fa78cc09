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
  let removed = [...before];
  let added = [...after];
  for (const keyOf of keys) {
    for (const old of [...removed]) {
      const key = keyOf(old);
      const now = key === undefined ? undefined : added.find((item) => keyOf(item) === key);
      if (now === undefined) continue;
      pairs.push([old, now]);
      removed = removed.filter((item) => item !== old);
      added = added.filter((item) => item !== now);
    }
  }
  return { pairs, removed, added };
}
