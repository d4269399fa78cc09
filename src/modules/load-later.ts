let loading: Promise<typeof import("./later.js")> | undefined;

/** All that is needed to ask the backend anything, in one piece. */
export function loadLater(): Promise<typeof import("./later.js")> {
  return (loading ??= import("./later.js"));
}
