import type * as later from "./later.js";

let loading: Promise<typeof later> | undefined;

/** All that is needed to ask the backend anything, in one piece. */
export function loadLater(): Promise<typeof later> {
  return (loading ??= import("./later.js"));
}
