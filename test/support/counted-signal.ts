import { getEventListeners } from "node:events";

/** A signal that outlives many calls, as an application's own does, and what still listens to it. */
export function longLivedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  return {
    controller,
    signal,
    get listeners() {
      return getEventListeners(signal, "abort").length;
    },
  };
}

/** What keeps the event loop alive, by kind; what a test runner has of its own is taken off by the caller. */
export function activeResources(): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    if (/^(TCPSocketWrap|Timeout|FSReqPromise|FileHandle)$/.test(name))
      counted[name] = (counted[name] ?? 0) + 1;
  }
  return counted;
}
