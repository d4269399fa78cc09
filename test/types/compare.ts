/** All members, at every depth: a missing optional member shows only when nothing is optional. */
type Complete<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends object
    ? { [Key in keyof T]-?: Complete<Exclude<T[Key], undefined>> }
    : T;

type Proof<IsTrue> = IsTrue extends true
  ? []
  : [mistake: "a member of the design is missing or has another type"];

/** Compiles only when what users get is all that the design says: every member, none of them wider. */
export function gives<Actual extends Design, Design>(
  ...proof: Proof<[Complete<Actual>] extends [Complete<Design>] ? true : false>
): number {
  return proof.length;
}

/** Compiles only when what users may give by the design is taken, and every member of it is known. */
export function takes<Actual, Design extends Actual>(
  ...proof: Proof<[keyof Design] extends [keyof Actual] ? true : false>
): number {
  return proof.length;
}
