import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { AgentEvent } from "../../src/modules/index.js";
import type { NemoConverter } from "../../src/nemo-converter.js";
import { embedded } from "../support/converters.js";
import { mp4Clip, sharedFolder } from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";
import { tune } from "../support/timeline.js";

const folder = sharedFolder();
let one: string;
let other: string;
let music: string;
beforeAll(async () => {
  one = await mp4Clip(join(folder, "one.mp4"), 2, "64x64");
  other = await mp4Clip(join(folder, "other.mp4"), 1, "64x64");
  music = await tune(join(folder, "Lo-fi.mp3"), 1);
});

async function eventsOf(nemo: NemoConverter, text: string): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  for await (const event of nemo.sse.send(text)) events.push(event);
  return events;
}

async function say(nemo: NemoConverter, text: string): Promise<string> {
  const last = (await eventsOf(nemo, text)).at(-1);
  return last?.type === "end" ? last.text : "";
}

const draftOf = async (nemo: NemoConverter) => (await nemo.state.get()).draft;

describe.each(embedded)("R61 talking with the embedded agent, %s", (_where, connect) => {
  it("refuses in the language of the message", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    expect(await say(nemo, "压缩到1KB")).toBe("请放宽目标大小，或裁剪视频。");
    expect(await say(nemo, "compress it to 1KB")).toMatch(/1 kB|1000 bytes|cannot|smallest/i);
  });

  it("does nothing of a message of which it understands a part, and says so", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    const said = await say(nemo, "mute it and add a dancing unicorn");
    expect(said).toMatch(/did not understand: add, dancing, unicorn\..*Nothing was changed\.$/);
    expect(await draftOf(nemo)).toBeUndefined();
  });

  it("asks in words what is not clear", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    expect(await say(nemo, "add a title")).toMatch(/^What shall the title say\?/);
    expect(await say(nemo, "add music")).toBe("Upload the music first.");
    await nemo.upload.file(other);
    expect(await say(nemo, "2x speed")).toBe(
      'Which one: one.mp4, other.mp4? Name it, or say "join the clips" first.',
    );
    expect(await draftOf(nemo)).toBeUndefined();
  });

  it.each([
    "mute it, first 1 second",
    "2x speed first 1 second",
    "mute for 1 second",
    "720p from 0:00 to 0:01 with the title 'Hi'",
    "前1秒,静音",
    "2倍速前1秒",
  ])("asks whether a part is to be edited or to stay: %s", async (sentence) => {
    const nemo = await connect();
    await nemo.upload.file(one);
    expect(await say(nemo, sentence)).toMatch(/^(?:Shall that part alone stay|是只保留这一段)/);
    expect(await draftOf(nemo)).toBeUndefined();
  });

  it.each(["mute it and export the first second", "keep the first second and mute it", "只要前1秒,静音"])(
    "both cuts and mutes where that is said: %s",
    async (sentence) => {
      const nemo = await connect();
      await nemo.upload.file(one);
      await say(nemo, sentence);
      expect(await draftOf(nemo)).toMatchObject({ d: 1000, t: [{ sg: [{ d: 1000, m: { volume: 0 } }] }] });
    },
  );

  it("says what it can do to the whole film only, and of which there is less", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    expect(await say(nemo, "rotate the first second by 90 degrees")).toMatch(
      /^That can be done to the whole/,
    );
    expect(await say(nemo, "mute from 1s to 5s")).toBe("That is more than there is: 2 s.");
    expect(await say(nemo, "mute the last 5 seconds")).toMatch(/^That is more than there is/);
    expect(await say(nemo, "mute after 2 seconds")).toMatch(/^That is more than there is/);
    expect(await draftOf(nemo)).toBeUndefined();
  });

  it("edits a part and leaves the rest as it was", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    const said = await say(nemo, "make the last second louder by 50%, 2x speed from 0.5s to 1s");
    expect(said).toBe(
      "Done. In the last 1 s: The film's volume is 150%. From 0.5 s to 1 s: Set the speed to 2x; the film is 1.75 s long.",
    );
    expect(await draftOf(nemo)).toMatchObject({
      d: 1750,
      t: [
        {
          sg: [
            { id: "segment_1", d: 500, m: { start: 0 } },
            { d: 250, m: { start: 500, from: 500, speed: 2 } },
            { d: 1000, m: { start: 750, from: 1000, volume: 1.5 } },
          ],
        },
      ],
    });
    const ids = (await draftOf(nemo))?.t?.[0]?.sg?.map((segment) => (segment as { id: string }).id) ?? [];
    expect(new Set(ids).size).toBe(3);
    expect(await say(nemo, "volume 50%")).toBe("Done. The film's volume is 50%.");
  });

  it("joins uploads, edits the one that is named, and takes edits back", async () => {
    const nemo = await connect();
    for (const path of [one, other, music]) await nemo.upload.file(path);
    expect(await say(nemo, "join the clips")).toBe("Done. Joined one, other: 3 s.");
    const joined = await draftOf(nemo);
    await say(nemo, "2x speed");
    await say(nemo, "trim the first half a second of other.mp4");
    expect(await draftOf(nemo)).toMatchObject({
      d: 1000,
      t: [{ sg: [{ name: "one", d: 1000, m: { start: 0, speed: 2 } }] }],
    });
    await say(nemo, "undo");
    await say(nemo, "撤销");
    expect(await draftOf(nemo)).toEqual(joined);
  });

  it("fits music to the film, and keeps titles over the pictures where they began", async () => {
    const nemo = await connect();
    for (const path of [one, music]) await nemo.upload.file(path);
    await say(nemo, "add the title 'Late' at 1s for 0.5 seconds, add Lo-fi.mp3");
    await say(nemo, "trim the first 1.2 seconds");
    expect(await draftOf(nemo)).toMatchObject({
      d: 800,
      t: [
        { tt: 0, sg: [{ d: 800 }] },
        { tt: 1, sg: [{ name: "Lo-fi", d: 800, m: { volume: 0.35 } }] },
        { tt: 7, sg: [{ d: 500, m: { start: 0, text: "Late" } }] },
      ],
    });
  });

  it("says which titles went with the film's end", async () => {
    const nemo = await connect();
    for (const path of [one, other]) await nemo.upload.file(path);
    await say(nemo, "join the clips, add the title 'Late' from 2.5s to 3s");
    const gone = 'The title "Late" is gone: the film ends before it.';
    expect(await say(nemo, "keep the first 2 seconds")).toBe(`Done. Trimmed; the film is 2 s long. ${gone}`);
    await say(nemo, "undo");
    expect(await say(nemo, "add the title 'Early' for 1s")).not.toContain("gone");
    expect(await say(nemo, "remove the titles")).toBe("Done. Removed the title.");
  });

  it("says which titles went when fewer clips are joined, and keeps none behind the end", async () => {
    const nemo = await connect();
    const third = await mp4Clip(join(folder, "third.mp4"), 1, "64x64");
    for (const path of [one, other, third]) await nemo.upload.file(path);
    await say(nemo, "join the clips, add the title 'Late' from 3.2s to 4s");
    expect(await say(nemo, "join one.mp4 and other.mp4")).toContain('The title "Late" is gone');
    expect((await draftOf(nemo))?.t?.map(({ tt }) => tt)).toEqual([0]);
  });

  it("takes a trim said as a conversion for an edit where the film was edited", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    await say(nemo, "add the title 'Hello'");
    expect(await say(nemo, "from 0:01 to 0:02 please")).toContain("the film is 1 s long");
    expect((await draftOf(nemo))?.t?.[0]?.sg).toMatchObject([{ d: 1000, m: { start: 0, from: 1000 } }]);
  });

  it("goes back to the last change, not to what changed nothing", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    await say(nemo, "2x speed");
    await say(nemo, "2x speed");
    await say(nemo, "undo");
    expect(await draftOf(nemo)).toBeUndefined();
  });

  it("R13 answers in the language of the message", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    expect(await say(nemo, "2倍速")).toMatch(/^已完成。/);
    expect(await say(nemo, "变成会飞的")).toMatch(/^无法理解：/);
    expect(await say(nemo, "undo")).toBe("Done. Undid the last change.");
  });

  it("asks for a title's words beside what it did not understand", async () => {
    const nemo = await connect();
    await nemo.upload.file(one);
    expect(await say(nemo, "add a title that says Export")).toMatch(
      /^I did not understand: says\..*What shall the title say\?/,
    );
  });

  it("converts the video, although music was uploaded after it", async () => {
    const nemo = await connect();
    for (const path of [one, music]) await nemo.upload.file(path);
    expect(await say(nemo, "CRF 30")).not.toContain("no video");
    expect(await draftOf(nemo)).toMatchObject({ t: [{ tt: 0, sg: [{ name: "one" }] }, { tt: 1 }] });
  });
});

describe.each(embedded)("R61 an embedded backend that makes it hard, %s", (_where, connect) => {
  it("R22 speaks of buttons and panels when asked to, in both languages", async () => {
    const nemo = await connect({ guiDirections: true });
    await nemo.upload.file(one);
    expect(await say(nemo, "720p")).toMatch(
      /Open the Timeline panel .* click the Export button to download it\.$/,
    );
    const session = await nemo.session.create({ language: "zh" });
    await nemo.upload.file(one, { session });
    let said = "";
    for await (const event of nemo.sse.send("720p", { session })) if (event.type === "end") said = event.text;
    expect(said).toMatch(/点击“导出”按钮/);
  });

  it("waits before each event", async () => {
    const nemo = await connect({ eventDelayMs: 60, heartbeatMs: 10 });
    await nemo.upload.file(one);
    const events = await eventsOf(nemo, "720p");
    const first = events.findIndex(({ type }) => type === "tool-call");
    expect(events.slice(0, first).some(({ type }) => type === "heartbeat")).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: "end", silent: false });
  });

  it("R19 sends nothing but heartbeats, and does nothing", async () => {
    const nemo = await connect({ heartbeatsOnly: true, heartbeatMs: 5, costs: 10 });
    await nemo.upload.file(one);
    const events: AgentEvent[] = [];
    for await (const event of nemo.sse.send("720p")) if (events.push(event) === 5) break;
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(["heartbeat"]));
    expect(await draftOf(nemo)).toBeUndefined();
  });

  it.each([0, 1, 7, 300, 900])(
    "R21 cuts the connection after %i bytes, with the message carried out or not",
    async (afterBytes) => {
      for (const isApplied of [true, false]) {
        const nemo = await connect({ cutStream: { afterBytes, isApplied }, costs: 10 });
        await nemo.upload.file(one);
        await failureOf(eventsOf(nemo, "720p"));
        expect((await draftOf(nemo)) !== undefined).toBe(isApplied);
        expect(await nemo.credits.balance()).toMatchObject({ available: isApplied ? 90 : 100, frozen: 0 });
      }
    },
  );

  it("does not cut an answer that is shorter", async () => {
    const nemo = await connect({ cutStream: { afterBytes: 1e6, isApplied: false } });
    await nemo.upload.file(one);
    expect((await eventsOf(nemo, "720p")).at(-1)).toMatchObject({ type: "end" });
    expect(await draftOf(nemo)).toBeDefined();
  });
});
