import type { NemoScenario } from "./scenario.js";
import { turns } from "./turns.js";

/** The names of `scenarios`. */
export type ScenarioName =
  | "all-well"
  | "token-expired"
  | "session-gone"
  | "no-credits"
  | "unsupported-file"
  | "file-too-large"
  | "client-id-missing"
  | "export-blocked"
  | "rate-limited"
  | "backend-broken"
  | "bad-gateway"
  | "offline"
  | "silent-edit"
  | "gui-directions"
  | "cut-stream"
  | "cut-before-the-edit"
  | "heartbeats-only"
  | "agent-fails"
  | "slow-render"
  | "failing-render"
  | "broken-render"
  | "cut-download"
  | "expired-link";

/**
 * What may happen, by name. Some of it the client gets over by itself (`token-expired`, `rate-limited`, `failing-render`,
 * `cut-download`, `expired-link`), the rest your code has to tell its user.
 *
 * @example
 * it.each(Object.keys(scenarios) as ScenarioName[])("tells of %s", async (name) => {
 *   cloud.play(scenarios[name]);
 * });
 */
export const scenarios: Readonly<Record<ScenarioName, NemoScenario>> = {
  "all-well": {},
  "token-expired": { failures: { session: [1001] } },
  "session-gone": { failures: { message: 1002 } },
  "no-credits": { failures: { message: 2001 } },
  "unsupported-file": { failures: { upload: 4001 } },
  "file-too-large": { failures: { upload: 4002 } },
  "client-id-missing": { failures: { token: [400] } },
  "export-blocked": { failures: { render: 402 } },
  "rate-limited": { failures: { message: [429] } },
  "backend-broken": { failures: { session: 500, state: 500 } },
  "bad-gateway": { failures: { session: 502, state: 502 } },
  offline: {
    failures: {
      token: "network",
      session: "network",
      credits: "network",
      state: "network",
      message: "network",
      upload: "network",
    },
  },
  "silent-edit": { turns: [turns.editsSilently()] },
  "gui-directions": { turns: [turns.givesGuiDirections()] },
  "cut-stream": { turns: [turns.isCut(120)] },
  "cut-before-the-edit": { turns: [turns.isCut(120, "unchanged")] },
  "heartbeats-only": { turns: [turns.onlyHeartbeats()] },
  "agent-fails": { turns: [turns.fails()] },
  "slow-render": { render: { readings: 20 } },
  "failing-render": { render: { failures: 1 } },
  "broken-render": { render: { failures: Infinity } },
  "cut-download": { download: { cutAfterBytes: 300 } },
  "expired-link": { download: { isLinkExpired: true } },
};
