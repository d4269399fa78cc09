import diagnostics from "node:diagnostics_channel";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Diagnostics } from "../../src/options/index.js";
import { cameraClip } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { cloudConverter } from "../support/cloud.js";
import { failureOf } from "../support/failure-of.js";
import { mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { ownToken } from "../support/test-transport.js";

const backend = mockBackend();

function heard<Name extends keyof Diagnostics>(name: Name): Diagnostics[Name][] {
  const messages: Diagnostics[Name][] = [];
  const listen = (message: unknown) => messages.push(message as Diagnostics[Name]);
  diagnostics.subscribe(name, listen);
  onTestFinished(() => {
    diagnostics.unsubscribe(name, listen);
  });
  return messages;
}

describe("what can be watched by diagnostics_channel", () => {
  it("are requests, with their status or what became of them, and never a token", async () => {
    const requests = heard("nemo-converter:request");
    const nemo = cloudConverter();
    await nemo.credits.balance();
    backend.on("GET /api/credits/balance/simple", () => Response.error());
    await failureOf(nemo.credits.balance());
    expect(requests[0]).toMatchObject({ endpoint: "GET /api/credits/balance/simple", status: 200 });
    expect(requests.at(-1)).toMatchObject({ code: "network" });
    expect(JSON.stringify(requests)).not.toContain(ownToken);
  });

  it("are turns with the agent, those that were left as well", async () => {
    const turns = heard("nemo-converter:turn");
    const nemo = cloudConverter();
    for await (const event of nemo.sse.send("make it shorter")) if (event.type === "text") break;
    expect(turns).toMatchObject([{ sessionId: "sess-1" }]);
    expect(turns[0]!.events).toBeGreaterThan(0);
    expect(turns[0]).not.toHaveProperty("code");
    backend.on("POST /run_sse", { code: 2001, message: "no credits" });
    await failureOf(nemo.sse.send("again")[Symbol.asyncIterator]().next());
    expect(turns[1]).toMatchObject({ events: 0, code: "insufficient-credits" });
  });

  it("are renders and runs of ffmpeg", async () => {
    const renders = heard("nemo-converter:render");
    const processes = heard("nemo-converter:process");
    const folder = temporaryFolder();
    const source = await cameraClip(join(folder, "camera.mov"), 1);
    await inProcess().convert(source, { output: join(folder, "film.mp4") });
    expect(renders).toMatchObject([{ status: "completed" }]);
    const encode = processes.find(({ arguments: args }) => args.includes("-movflags"));
    expect(encode).toMatchObject({ exitCode: 0, signal: null });
    expect(encode!.ms).toBeGreaterThan(0);
  });
});
