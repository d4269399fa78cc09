import type { Timing } from "../options/index.js";

/**
 * Waits of a few milliseconds in place of minutes, for tests on the real clock. What must not end early on a slow machine
 * (requests, renders, messages) still has seconds.
 *
 * @example
 * const nemo = new NemoConverter({ token: "nmv_usr_test", timing: testTiming });
 */
export const testTiming: Readonly<Timing> = {
  requestTimeoutMs: 10_000,
  messageTimeoutMs: 10_000,
  idleTimeoutMs: 1_000,
  stillWorkingMs: 200,
  renderPollMs: 2,
  renderTimeoutMs: 10_000,
  recoveryFirstMs: 2,
  recoveryNextMs: 2,
  recoveryReadings: 5,
  rateLimitMs: 2,
};
