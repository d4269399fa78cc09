import { describe, expect, it } from "vitest";
import { agentPiece, agentText, MockCloud, sseFrames, sseStream, turns } from "../../src/testing/index.js";
import { collect } from "../support/agent-server.js";
import { converter, mockedCloud } from "./kit.js";

const cloud = mockedCloud();

const through = [
  ["MSW", (): Parameters<typeof converter>[0] => ({})],
  ["its fetch", (): Parameters<typeof converter>[0] => ({ fetch: cloud.fetch })],
] as const;

describe.each(through)("R72 testing kit: what the agent does, through %s", (_, options) => {
  it("says something, in pieces and whole, once", async () => {
    cloud.play({ turns: [turns.says("Trimmed.")] });
    const { events, error } = await collect(converter(options()).sse.send("Trim it"));
    expect(error).toBeUndefined();
    expect(events.filter(({ type }) => type === "text")).toEqual([{ type: "text", text: "Trimmed." }]);
    expect(events.filter(({ type }) => type === "text-delta")).toHaveLength(2);
    expect(cloud.messages).toEqual(["Trim it"]);
  });

  it("edits without a word, and the state tells", async () => {
    cloud.play({ turns: [turns.editsSilently()] });
    const nemo = converter(options());
    expect((await nemo.state.get()).draft).toBeUndefined();
    const { events } = await collect(nemo.sse.send("Trim it"));
    expect(events.map(({ type }) => type)).toEqual(["tool-call", "tool-result", "end"]);
    expect(events.at(-1)).toMatchObject({ silent: true });
    expect((await nemo.state.get()).draft?.t).toHaveLength(1);
  });

  it("gives directions for a user interface", async () => {
    cloud.play({ turns: [turns.givesGuiDirections()] });
    const { events } = await collect(converter(options()).sse.send("Add a title"));
    expect(events.at(-1)).toMatchObject({
      text: expect.stringMatching(/click the "Export" button/) as string,
    });
  });

  it.each([0, 1, 7, 150])("is cut after %i bytes, and the message is not sent again", async (bytes) => {
    cloud.play({ turns: [turns.isCut(bytes)] });
    const nemo = converter(options());
    const { error } = await collect(nemo.sse.send("Trim it"));
    expect(error).toMatchObject({ code: "network", charged: "unknown" });
    expect(cloud.count("message")).toBe(1);
    expect((await nemo.state.get()).draft).toBeDefined();
  });

  it("is cut before it did anything", async () => {
    cloud.play({ turns: [turns.isCut(50, "unchanged")] });
    const nemo = converter(options());
    expect((await collect(nemo.sse.send("Trim it"))).error).toMatchObject({ code: "network" });
    expect((await nemo.state.get()).draft).toBeUndefined();
  });

  it("sends heartbeats and nothing else", async () => {
    cloud.play({ turns: [turns.onlyHeartbeats()] });
    const nemo = converter({ ...options(), timing: { idleTimeoutMs: 50 } });
    const { events, error } = await collect(nemo.sse.send("Trim it"));
    expect(error).toMatchObject({ code: "timeout" });
    expect(events.some(({ type }) => type === "heartbeat")).toBe(true);
  });

  it("fails inside its stream", async () => {
    cloud.play({ turns: [turns.fails("MAX_TOKENS", "too long")] });
    const { error } = await collect(converter(options()).sse.send("Trim it"));
    expect(error).toMatchObject({ code: "agent-failed", details: { errorCode: "MAX_TOKENS" } });
  });

  it("takes turns, the last one again and again", async () => {
    cloud.play({ turns: [turns.says("First."), turns.says("Later.", { t: [] })] });
    const nemo = converter(options());
    const said = [];
    for (const text of ["a", "b", "c"]) said.push((await collect(nemo.sse.send(text))).events.at(-1));
    expect(said).toMatchObject([{ text: "First." }, { text: "Later." }, { text: "Later." }]);
    expect((await nemo.state.get()).draft).toEqual({ t: [] });
  });
});

describe("R72 testing kit: streams", () => {
  const events = [agentPiece("你"), agentPiece("好 👋"), ": ping\n\n", agentText("你好 👋")];

  it("have one frame for each event, and strings as they are", () => {
    expect(sseFrames(...events).split("\n\n")).toEqual([
      `data: ${JSON.stringify(events[0])}`,
      `data: ${JSON.stringify(events[1])}`,
      ": ping",
      `data: ${JSON.stringify(events[3])}`,
      "",
    ]);
  });

  it.each([1, 2, 3, 1000])("come in pieces of %i bytes without changing", async (chunkBytes) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of sseStream(events, { chunkBytes })) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(sseFrames(...events));
    expect(chunks.every(({ length }) => length <= chunkBytes)).toBe(true);
    const cloud = new MockCloud({ turns: [{ events, stream: { chunkBytes } }] });
    const turn = await collect(converter({ fetch: cloud.fetch }).sse.send("Say hello"));
    expect(turn.events.at(-1)).toMatchObject({ type: "end", text: "你好 👋" });
  });

  it("break off after so many bytes", async () => {
    const reading = async () => {
      let bytes = 0;
      try {
        for await (const chunk of sseStream(events, { cutAfterBytes: 10, chunkBytes: 3 }))
          bytes += chunk.length;
      } catch {
        return { bytes, isCut: true };
      }
      return { bytes, isCut: false };
    };
    expect(await reading()).toEqual({ bytes: 10, isCut: true });
  });
});
