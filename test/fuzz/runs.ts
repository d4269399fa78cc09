import type { Parameters } from "fast-check";

/**
 * How often a property is tried. Every run begins with a new seed unless one is set; a failure prints it together with the
 * smallest case that fails.
 *
 *     FUZZ_RUNS=100 npx vitest run test/fuzz               # a hundred times as many tries
 *     FUZZ_SEED=-1234 npx vitest run test/fuzz/answers…    # the tries of a failure again
 *
 * @param usual the number of tries without `FUZZ_RUNS`
 */
export function attempts<T = unknown>(usual: number): Parameters<T> {
  const factor = Number(process.env["FUZZ_RUNS"] ?? 1);
  return { numRuns: Math.max(1, Math.round(usual * factor)) };
}

/** How long a test of `attempts` may take, in milliseconds. */
export const patience = 60_000 * Math.max(1, Number(process.env["FUZZ_RUNS"] ?? 1));
