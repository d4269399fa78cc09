import { describe, expect, it } from "vitest";
import { agentServer, collect, frame } from "../../support/agent-server.js";
import { call, partsOf, piece, result, says } from "../../support/adk-events.js";
import { openStream } from "../../support/loopback-server.js";

describe("R6 R17 a turn", () => {
  it("is typed events, then the end", async () => {
    const { server, send } = await agentServer((response) => {
      const stream = openStream(response);
      stream.write(": ping\n\n" + frame(piece("Trim")) + frame(piece("ming.")) + frame(says("Trimming.")));
      stream.write(frame(partsOf([call("cut", "c1")])) + frame(partsOf([result("cut", "c1")])));
      stream.end(frame(partsOf([{ inlineData: { data: "x" } }])) + frame(says("Done.")));
    });
    const { events, error } = await collect(send());
    expect(error).toBeUndefined();
    expect(events).toEqual([
      { type: "heartbeat" },
      { type: "text-delta", text: "Trim" },
      { type: "text-delta", text: "ming." },
      { type: "text", text: "Trimming." },
      { type: "tool-call", id: "c1", name: "cut", args: { a: 1 } },
      { type: "tool-result", id: "c1", name: "cut", result: { ok: true } },
      { type: "unknown", raw: { inlineData: { data: "x" } } },
      { type: "text", text: "Done." },
      { type: "end", text: "Trimming.\n\nDone.", silent: false },
    ]);
    expect(server.requests).toHaveLength(1);
    await server.untilIdle();
  });

  it("gives each event as soon as it came", async () => {
    let stream!: ReturnType<typeof openStream>;
    const { send } = await agentServer((response) => {
      stream = openStream(response);
      stream.write(frame(says("One.")));
    });
    const turn = send()[Symbol.asyncIterator]();
    expect((await turn.next()).value).toEqual({ type: "text", text: "One." });
    stream.write(frame(says("Two.")));
    expect((await turn.next()).value).toEqual({ type: "text", text: "Two." });
    stream.end();
    expect((await turn.next()).value).toEqual({ type: "end", text: "One.\n\nTwo.", silent: false });
    expect((await turn.next()).done).toBe(true);
  });

  it("passes the session, made when none is given", async () => {
    const { server, send } = await agentServer((response, count) => {
      if (count > 1) openStream(response).end(frame(says("Done.")));
      else response.setHeader("content-type", "application/json").end('{"task_id":"t","session_id":"s"}');
    });
    expect((await collect(send({ session: undefined }))).events).toHaveLength(2);
    expect(server.requests.map(({ name }) => name)).toEqual([
      "POST /api/tasks/me/with-session/nemo_agent",
      "POST /run_sse",
    ]);
  });
});

describe("R20 a silent turn ends well", () => {
  it.each([
    ["no bytes, chunked", ""],
    ["an event without words", frame({ author: "nemo_agent", actions: { skipSummarization: true } })],
    ["heartbeats alone", ": ping\n\nevent: heartbeat\ndata: {}\n\n"],
    ["an empty text", frame(says(""))],
  ])("%s", async (_, body) => {
    const { send } = await agentServer((response) => openStream(response).end(body));
    const { events, error } = await collect(send());
    expect(error).toBeUndefined();
    expect(events.at(-1)).toEqual({ type: "end", text: "", silent: true });
  });

  it("no body at all", async () => {
    const { send } = await agentServer((response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "content-length": "0" }).end();
    });
    expect((await collect(send())).events).toEqual([{ type: "end", text: "", silent: true }]);
  });

  it("a body that ends with the connection", async () => {
    const { send } = await agentServer((response) => {
      response.socket!.end(
        `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${frame(says("Done."))}`,
      );
    });
    expect((await collect(send())).events.at(-1)).toEqual({ type: "end", text: "Done.", silent: false });
  });
});

describe("R6 a message is sent once, when it is asked for", () => {
  it("and not before", async () => {
    const { server, send } = await agentServer((response) => openStream(response).end(frame(says("Done."))));
    const turn = send();
    const iterator = turn[Symbol.asyncIterator]();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.requests).toHaveLength(0);
    await iterator.next();
    expect(server.requests).toHaveLength(1);
    await iterator.return!();
  });

  it("never by a second iteration", async () => {
    const { server, send } = await agentServer((response) => openStream(response).end(frame(says("Done."))));
    const turn = send();
    await collect(turn);
    const { events, error } = await collect(turn);
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code: "invalid-request" });
    expect(server.requests).toHaveLength(1);
  });

  it("nor after an abort, or a return, that came first", async () => {
    const { server, send } = await agentServer((response) => openStream(response).end());
    expect((await collect(send({ signal: AbortSignal.abort() }))).error).toMatchObject({ code: "aborted" });
    const iterator = send()[Symbol.asyncIterator]();
    expect(await iterator.return!()).toEqual({ done: true, value: undefined });
    expect((await iterator.next()).done).toBe(true);
    expect(server.requests).toHaveLength(0);
  });
});
