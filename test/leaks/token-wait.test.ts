import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Auth, Credits } from "../../src/modules/index.js";
import { longLivedSignal } from "../support/counted-signal.js";
import { failureOf } from "../support/failure-of.js";
import { ManualClock } from "../support/manual-clock.js";
import { mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { testTransport } from "../support/test-transport.js";

const backend = mockBackend();

/** A connection that has to wait for another process, which is alive and holds the lock of `name`. */
function heldUp(name: string) {
  const configDir = temporaryFolder();
  writeFileSync(join(configDir, name), `${process.pid} ${hostname()}`);
  const clock = new ManualClock();
  return { clock, transport: testTransport({ token: undefined, configDir }, clock) };
}

describe.each(["token.lock", "client_id.lock"])("R12 waiting for another process's %s", (name) => {
  it("ends with closed, and then nothing waits any more", async () => {
    const { clock, transport } = heldUp(name);
    const failing = failureOf(new Auth(transport).token());
    await clock.untilWaitingFor(50);
    transport.close();
    expect((await failing).code).toBe("closed");
    expect(clock.pending).toEqual([]);
    expect(backend.requests).toEqual([]);
  });

  it("ends for one caller by that caller's abort or time", async () => {
    const { clock, transport } = heldUp(name);
    const long = longLivedSignal();
    const aborted = failureOf(new Auth(transport).token({ signal: long.signal }));
    const timedOut = failureOf(new Credits(transport).balance());
    await clock.untilWaitingFor(50);
    long.controller.abort();
    expect((await aborted).code).toBe("aborted");
    expect(long.listeners).toBe(0);
    for (let times = 0; times < 601; times += 1) await clock.advance(50);
    expect((await timedOut).code).toBe("timeout");
    expect(backend.requests).toEqual([]);
  });
});
