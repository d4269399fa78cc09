import { join } from "node:path";
import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { Credits, Render, Sse, Upload } from "../../src/modules/index.js";
import type { Transport } from "../../src/transport/index.js";
import { frame, session } from "../support/agent-server.js";
import { says } from "../support/adk-events.js";
import { activeResources, longLivedSignal } from "../support/counted-signal.js";
import { loopbackServer, openStream } from "../support/loopback-server.js";
import { ManualClock } from "../support/manual-clock.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { testTransport } from "../support/test-transport.js";

const job = { id: "render_1", status: "completed", raw: {} };
const film = Buffer.alloc(3 * 1024 * 1024);

async function take(transport: Transport, signal: AbortSignal, most = Infinity): Promise<void> {
  let taken = 0;
  for await (const event of new Sse(transport).send("x", { session, signal })) {
    expect(event).toBeDefined();
    taken += 1;
    if (taken >= most) break;
  }
}

interface Row {
  what: string;
  listener: RequestListener;
  call: (transport: Transport, signal: AbortSignal) => Promise<unknown>;
}

const finish: RequestListener = (request, response) => {
  request.resume().once("end", () => {
    if (request.url === "/run_sse") openStream(response).end(frame(says("Done.")));
    else if (request.url!.includes("download")) response.end(film);
    else response.end('{"available":1}');
  });
};
const drop: RequestListener = (request, response) => {
  request.resume();
  openStream(response).write(frame(says("One.")), () => setTimeout(() => response.socket?.destroy(), 5));
};
const goOn: RequestListener = (request, response) => {
  request.resume();
  openStream(response).write(frame(says("One.")) + frame(says("Two.")));
};

const download = (transport: Transport, signal: AbortSignal) =>
  new Render(transport).download(job, join(temporaryFolder(), "f.mp4"), { signal });
const upload = (transport: Transport, signal: AbortSignal) =>
  new Upload(transport).file(new File([film], "a.mp4"), { session, signal });

const rows: Row[] = [
  { what: "a turn that finished", listener: finish, call: take },
  { what: "a turn that was left", listener: goOn, call: (transport, signal) => take(transport, signal, 1) },
  { what: "a turn that was dropped", listener: drop, call: take },
  { what: "an upload that finished", listener: finish, call: upload },
  { what: "an upload that was dropped", listener: drop, call: upload },
  {
    what: "an upload that was refused early",
    listener: (_, response) => void response.writeHead(413).end('{"code":4002}'),
    call: upload,
  },
  { what: "a download that finished", listener: finish, call: download },
  {
    what: "a request that finished",
    listener: finish,
    call: (transport, signal) => new Credits(transport).balance({ signal }),
  },
];

describe.each(rows)("R17 R24 R28 what is left after $what", ({ listener, call }) => {
  it("no timer, no listener, no connection, no open file", async () => {
    const server = await loopbackServer(listener);
    const clock = new ManualClock();
    const transport = testTransport({ baseUrl: server.url }, clock);
    const long = longLivedSignal();
    const before = activeResources();
    for (let times = 0; times < 3; times += 1) await call(transport, long.signal).catch(() => undefined);
    expect(clock.pending).toEqual([]);
    expect(long.listeners).toBe(0);
    // A GET's connection is kept for the next one; closing lets go of it.
    expect(server.connections).toBeLessThanOrEqual(1);
    transport.close();
    await server.untilIdle();
    await expect.poll(activeResources, { interval: 5 }).toEqual(before);
  });
});

describe("R39 closing", () => {
  const stall: RequestListener = (request) => void request.resume();

  it("ends all that is under way with closed, and what is started afterwards", async () => {
    const server = await loopbackServer(stall);
    const clock = new ManualClock();
    const transport = testTransport({ baseUrl: server.url }, clock);
    const { signal } = longLivedSignal();
    const calls = [
      take(transport, signal),
      upload(transport, signal),
      download(transport, signal),
      new Credits(transport).balance(),
      new Render(transport).wait("render_1"),
    ];
    const outcomes = Promise.allSettled(calls);
    await expect.poll(() => server.requests.length, { interval: 1 }).toBe(5);
    transport.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "closed", isRetryable: false } });
    }
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
    await expect(new Credits(transport).balance()).rejects.toMatchObject({ code: "closed" });
    await expect(take(transport, signal)).rejects.toMatchObject({ code: "closed" });
    transport.close();
    expect(server.requests).toHaveLength(5);
  });
});
