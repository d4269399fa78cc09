import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { setupServer } from "msw/node";
import { NemoError, type NemoErrorCode } from "../../src/errors/index.js";
import { MockCloud, nemoHandlers, type ScenarioName, scenarios } from "../../src/testing/index.js";
import { collect } from "../support/agent-server.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { converter } from "./kit.js";

/** What an application that uploads, sends one message and exports comes to see. */
const outcomes: Record<ScenarioName, "exported" | NemoErrorCode> = {
  "all-well": "exported",
  "token-expired": "exported",
  "session-gone": "session-not-found",
  "no-credits": "insufficient-credits",
  "unsupported-file": "unsupported-file",
  "file-too-large": "file-too-large",
  "client-id-missing": "exported",
  "export-blocked": "export-blocked",
  "rate-limited": "exported",
  "backend-broken": "backend-error",
  "bad-gateway": "backend-error",
  offline: "network",
  "silent-edit": "exported",
  "gui-directions": "exported",
  "cut-stream": "network",
  "cut-before-the-edit": "network",
  "heartbeats-only": "timeout",
  "agent-fails": "agent-failed",
  "slow-render": "exported",
  "failing-render": "exported",
  "broken-render": "render-failed",
  "cut-download": "exported",
  "expired-link": "exported",
};

async function editAndExport(cloud: MockCloud): Promise<string> {
  // Anonymous, so that the scenarios of tokens have something to say.
  const nemo = converter({ token: undefined, fetch: cloud.fetch });
  try {
    await nemo.upload.file({ name: "clip.mp4", size: 4, open: () => new Blob(["film"]).stream() });
    const { error } = await collect(nemo.sse.send("Trim it"));
    if (error) throw error;
    await nemo.export({ output: join(temporaryFolder(), "film.mp4") });
    return "exported";
  } catch (error) {
    if (NemoError.isInstance(error)) return error.code;
    throw error;
  }
}

describe("R72 testing kit: scenarios by name", () => {
  it.each(Object.entries(outcomes))("%s ends as %s", async (name, outcome) => {
    const cloud = new MockCloud(scenarios[name as ScenarioName]);
    expect(await editAndExport(cloud)).toBe(outcome);
    expect(cloud.messages.length).toBeLessThanOrEqual(1);
  });

  it("are taken by nemoHandlers() by name, as an object, or not at all", async () => {
    const available = async (...handlers: ReturnType<typeof nemoHandlers>) => {
      const server = setupServer(...handlers);
      server.listen({ onUnhandledRequest: "error" });
      try {
        return (await converter().credits.balance()).available;
      } finally {
        server.close();
      }
    };
    expect(await available(...nemoHandlers())).toBe(80);
    expect(await available(...nemoHandlers({ credits: { available: 5, frozen: 0, total: 5 } }))).toBe(5);
    expect(await failureOf(available(...nemoHandlers("offline")))).toMatchObject({ code: "network" });
  });

  it("go back to the first one by reset()", async () => {
    const cloud = new MockCloud({ credits: { available: 1, frozen: 0, total: 1 } });
    const nemo = converter({ fetch: cloud.fetch });
    cloud.play({ credits: { available: 2, frozen: 0, total: 2 } });
    expect((await nemo.credits.balance()).available).toBe(2);
    expect(cloud.count("credits")).toBe(1);
    cloud.reset();
    expect(cloud.count("credits")).toBe(0);
    expect((await nemo.credits.balance()).available).toBe(1);
  });
});
