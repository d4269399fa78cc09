import { stat } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { AgentEvent } from "../../src/modules/index.js";
import { embedded } from "../support/converters.js";
import { cameraClip, ffprobeJson, sharedFolder, streamOfType } from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let clip: string;
beforeAll(async () => {
  clip = await cameraClip(join(clips, "camera.mov"));
});

async function eventsOf(events: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> {
  const all: AgentEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe.each(embedded)("R61 the modules against the embedded backend, %s", (_where, connect) => {
  it("goes the whole way: session, upload, message, state, render, download", async () => {
    const nemo = await connect();
    const uploaded = await nemo.upload.file(clip);
    expect(uploaded).toMatchObject({ name: "camera.mov", bytes: (await stat(clip)).size });

    const events = await eventsOf(nemo.sse.send("Convert it to MP4, 180p, CRF 30"));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["tool-call", "tool-result", "text-delta", "text", "end"]),
    );
    const pieces = events.filter((event) => event.type === "text-delta").map(({ text }) => text);
    const whole = events.find((event) => event.type === "text");
    expect(pieces.join("")).toBe(whole?.text);
    expect(events.at(-1)).toEqual({ type: "end", text: whole?.text, silent: false });

    const state = await nemo.state.get();
    expect(state.draft?.t?.map(({ tt }) => tt)).toEqual([0, 1]);
    expect(state.videoInfos).toMatchObject([{ name: "camera.mov", width: 640, height: 360, duration: 2 }]);
    expect(state.canvasConfig).toEqual({ width: 640, height: 360 });

    const job = await nemo.render.wait((await nemo.render.submit(state.draft!)).id);
    expect(job.status).toBe("completed");
    const path = join(temporaryFolder(), "film.mp4");
    const downloaded = await nemo.render.download(job, path);
    expect(downloaded).toEqual({ path, bytes: (await stat(path)).size, resumed: false });
    const file = await ffprobeJson(path);
    expect(streamOfType(file, "video")).toMatchObject({ codec_name: "h264", width: 320, height: 180 });
    expect(streamOfType(file, "audio")).toMatchObject({ codec_name: "aac" });
  });

  it("R25 tells the credits, and charges nothing unless asked", async () => {
    const nemo = await connect();
    await nemo.upload.file(clip);
    await eventsOf(nemo.sse.send("720p"));
    expect(await nemo.credits.balance()).toEqual({ available: 100, frozen: 0, total: 100 });
  });

  it("charges a message when asked, and refuses with 2001 when nothing is left", async () => {
    const nemo = await connect({ credits: 60, costs: 50 });
    await nemo.upload.file(clip);
    await eventsOf(nemo.sse.send("720p"));
    expect(await nemo.credits.balance()).toEqual({ available: 10, frozen: 0, total: 10 });
    const failure = await failureOf(eventsOf(nemo.sse.send("480p")));
    expect(failure).toMatchObject({ code: "insufficient-credits", backendCode: 2001, charged: false });
    expect(await nemo.credits.balance()).toEqual({ available: 10, frozen: 0, total: 10 });
  });

  it("R29 gives a claim link that has no API token in it", async () => {
    const nemo = await connect();
    const url = new URL(await nemo.auth.claimUrl());
    expect(url.origin + url.pathname).toBe("https://nemovideo.com/workspace/claim");
    expect(url.searchParams.get("ct")).toMatch(/^clm_\w+$/);
    expect(url.href).not.toContain(await nemo.auth.token());
  });

  it("R20 edits in silence when asked to", async () => {
    const nemo = await connect({ silentEdits: true });
    await nemo.upload.file(clip);
    const events = await eventsOf(nemo.sse.send("720p"));
    expect(events.at(-1)).toEqual({ type: "end", text: "", silent: true });
    expect((await nemo.state.get()).draft).toBeDefined();
  });

  it("answers in the session's language", async () => {
    const nemo = await connect();
    const session = await nemo.session.create({ language: "zh" });
    await nemo.upload.file(clip, { session });
    const events = await eventsOf(nemo.sse.send("转换成720p", { session }));
    expect(events.at(-1)).toMatchObject({ text: expect.stringMatching(/^已完成/) as string });
  });

  it("answers each message in its own language", async () => {
    const nemo = await connect();
    await nemo.upload.file(clip);
    const said = async (message: string) => (await eventsOf(nemo.sse.send(message))).at(-1);
    expect(await said("rotate 90 degrees")).toMatchObject({ text: expect.stringMatching(/^Done/) as string });
    expect(await said("转换成720p")).toMatchObject({ text: expect.stringMatching(/^已完成/) as string });
    expect(await said("undo")).toMatchObject({ text: expect.stringMatching(/^Done/) as string });
  });

  it("says what it did not understand, and leaves the draft as it was", async () => {
    const nemo = await connect();
    await nemo.upload.file(clip);
    const events = await eventsOf(nemo.sse.send("Add a dancing unicorn"));
    expect(events.at(-1)).toMatchObject({ text: expect.stringContaining("unicorn") as string });
    expect((await nemo.state.get()).draft).toBeUndefined();
  });

  it("R34 refuses what is no media with 4001", async () => {
    const nemo = await connect();
    const text = new File(["hello"], "letter.mp4");
    expect(await failureOf(nemo.upload.file(text))).toMatchObject({
      code: "unsupported-file",
      backendCode: 4001,
    });
  });

  it("R35 refuses what is too large with 4002", async () => {
    const nemo = await connect({ maxUploadBytes: 1000 });
    const large = new File([new Uint8Array(200_000)], "large.mp4");
    expect(await failureOf(nemo.upload.file(large))).toMatchObject({
      code: "file-too-large",
      backendCode: 4002,
    });
  });

  it("R32 answers 1002 for a session that it does not know", async () => {
    const nemo = await connect();
    const session = { id: "gone", taskId: "gone" };
    for (const work of [
      () => nemo.state.get({ session }),
      () => nemo.upload.file(new File(["x"], "a.mp4"), { session }),
      () => eventsOf(nemo.sse.send("720p", { session })),
    ]) {
      expect(await failureOf(work)).toMatchObject({ code: "session-not-found", backendCode: 1002 });
    }
  });

  it("renders nothing from a draft that names no upload of its session", async () => {
    const nemo = await connect();
    const draft = { t: [{ tt: 0, sg: [{ media: "somebody-else's" }], m: { spec: {} } }] };
    expect(await failureOf(nemo.render.submit(draft))).toMatchObject({
      code: "invalid-request",
      backendCode: 400,
    });
  });
});
