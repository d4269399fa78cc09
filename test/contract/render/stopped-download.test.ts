import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Render } from "../../../src/modules/index.js";
import { failureOf } from "../../support/failure-of.js";
import { loopbackServer } from "../../support/loopback-server.js";
import { ManualClock } from "../../support/manual-clock.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { testTransport } from "../../support/test-transport.js";

/** A server that gives nothing, or a beginning and then nothing. */
async function prepare(gives: "nothing" | "a beginning") {
  const server = await loopbackServer((_, response) => {
    if (gives === "nothing") return;
    response.writeHead(200, { "content-length": "1000000" }).write(Buffer.alloc(1000));
  });
  const folder = temporaryFolder();
  const clock = new ManualClock();
  const transport = testTransport({ baseUrl: server.url }, clock);
  const job = { id: "render_1", status: "completed", raw: {} };
  const download = (signal?: AbortSignal) =>
    failureOf(new Render(transport).download(job, join(folder, "film.mp4"), { signal }));
  const untilAsked = async () => {
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { server, folder, clock, transport, download, untilAsked };
}

describe.each(["nothing", "a beginning"] as const)("R28 a download of which came %s", (gives) => {
  it.each(["aborted", "closed"])("leaves nothing when it is %s", async (code) => {
    const { server, folder, clock, transport, download, untilAsked } = await prepare(gives);
    const controller = new AbortController();
    const failing = download(controller.signal);
    await untilAsked();
    if (code === "aborted") controller.abort();
    else transport.close();
    expect((await failing).code).toBe(code);
    expect(readdirSync(folder)).toEqual([]);
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });

  it("leaves nothing when it stalls, at either address", async () => {
    const { server, folder, clock, download, untilAsked } = await prepare(gives);
    const failing = download();
    await untilAsked();
    await clock.untilWaitingFor(120_000);
    await clock.advance(120_000);
    const error = await failing;
    expect(error).toMatchObject({ code: "timeout", details: { ms: 120_000 } });
    expect(readdirSync(folder)).toEqual([]);
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });
});
