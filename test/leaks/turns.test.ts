import { describe, expect, it } from "vitest";
import { NemoConverter } from "../../src/nemo-converter.js";
import { ProjectServer } from "../ask/project-server.js";
import { activeResources, longLivedSignal } from "../support/counted-signal.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { openStream } from "../support/loopback-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { ownToken } from "../support/test-transport.js";

describe("R85 what is left after turns", () => {
  it.each<[string, ProjectServer["answer"]]>([
    ["that went well", (response) => openStream(response).end()],
    ["that were cut", (response) => response.socket!.destroy()],
    ["that were refused", (response) => response.writeHead(402).end("{}")],
  ])("%s: no timer, no listener, no connection, no open file", async (_, answer) => {
    isolateEnvironment();
    const project = await ProjectServer.start();
    project.answer = answer;
    const timing = { recoveryFirstMs: 1, recoveryNextMs: 1, recoveryReadings: 2 };
    const configDir = temporaryFolder();
    const long = longLivedSignal();
    const before = activeResources();
    const nemo = new NemoConverter({ baseUrl: project.url, token: ownToken, configDir, timing });
    for (const text of ["one", "two", "three"]) {
      await nemo.ask(text, { signal: long.signal }).catch(() => undefined);
    }
    expect(project.messages).toEqual(["one", "two", "three"]);
    expect(long.listeners).toBe(0);
    await nemo.close();
    await project.server.untilIdle();
    await expect.poll(activeResources, { interval: 5 }).toEqual(before);
  });
});
