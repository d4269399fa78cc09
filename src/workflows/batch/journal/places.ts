import type { DoneRecord } from "./records.js";

/** Where in the journal the records of a source begin: there may be too many to keep them. */
export type Places = Map<number, number[]>;

export function keep(places: Places, { source }: DoneRecord, at: number): void {
  const key = keyOf(source);
  const same = places.get(key);
  if (same) same.push(at);
  else places.set(key, [at]);
}

/** Of a fingerprint; others may have it, too. */
export function keyOf(source: string): number {
  return Number.parseInt(source.slice(-12), 16);
}
