const holder = Symbol.for("nemo-converter.process-token");

/**
 * Part of the names of all temporary files of this process, and of no other's: who finds such a file after a crash knows whose
 * it was. The same for every copy of this package in the process.
 */
export function processToken(): string {
  const shared = globalThis as { [holder]?: string };
  shared[holder] ??= crypto.randomUUID().slice(0, 8);
  return shared[holder];
}
