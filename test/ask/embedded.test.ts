import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { NemoError } from "../../src/errors/index.js";
import type { ServeOptions } from "../../src/local/index.js";
import type { NemoConverter } from "../../src/nemo-converter.js";
import { ffprobeJson, sharedFolder, streamOfType } from "../support/clips.js";
import { embedded, inProcess, onPort } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { contrasts, levelOf, lumas, ramp, tune } from "../support/timeline.js";

const folder = sharedFolder();
let clip: string;
let music: string;
beforeAll(async () => {
  clip = await ramp(join(folder, "city timelapse.mov"), { seconds: 6 });
  music = await tune(join(folder, "music.mp3"), 8);
});

const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
const sentence = "trim the first 2 seconds, add music.mp3 at 35% and a title 'Urban Dreams' for 3 seconds";
const timeline =
  'Timeline (3 tracks): 1. Video: city timelapse (0-4s) 2. BGM: music (0-4s, 35%) 3. Title: "Urban Dreams" (0-3s)';

describe.each(embedded)("R23 a film by words, %s", (_where, connect) => {
  it.each([
    [sentence, "export"],
    ["剪掉前2秒，添加music.mp3，音量35%，添加标题“Urban Dreams”，显示3秒", "导出"],
  ])("%s", async (edit, then) => {
    const nemo = await connect();
    const reply = await nemo.ask(edit, { files: [clip, music] });
    expect(reply).toMatchObject({ action: "message", outcome: "applied", timeline });
    expect(reply.uploads).toHaveLength(2);
    const output = join(temporaryFolder(), "film.mp4");
    const exported = await nemo.ask(then, { output });
    expect(exported).toMatchObject({ action: "export", outcome: "none", export: { path: output } });
    expect(exported.text).toContain(output);

    const file = await ffprobeJson(output);
    expect(Number(file.format["duration"])).toBeCloseTo(4, 1);
    expect(streamOfType(file, "video")).toMatchObject({ nb_frames: "40", codec_name: "h264" });
    // The first frame is that of the source two seconds later, and the title is there for three seconds.
    expect((await lumas(output, "160:10:0:80"))[0]).toBeCloseTo(16 + 4 * 20, -0.6);
    const titled = (await contrasts(output, "120:20:20:35")).map((contrast) => contrast > 60);
    expect(titled).toEqual(Array.from({ length: 40 }, (_, frame) => frame < 30));
    // The music is 9 dB below the film's own tone, which was as loud: 35 %.
    const [own, added] = [await levelOf(output, 440, 0.2, 3.8), await levelOf(output, 1000, 0.2, 3.8)];
    expect(added - own).toBeCloseTo(20 * Math.log10(0.35), 0);
  });

  it("R20 a silent edit is named, the level of the music with it", async () => {
    const nemo = await connect({ silentEdits: true });
    const reply = await nemo.ask(sentence, { files: [clip, music] });
    expect(reply.text).toMatch(
      /Done\. Video added: city timelapse \(0-4s\); BGM added: music \(0-4s, 35%\); Title added: "Urban Dreams" \(0-3s\)\.$/,
    );
    const quieter = await nemo.ask("set the music to 10%");
    expect(quieter).toMatchObject({ text: "Done. BGM volume: music, 35% -> 10%.", outcome: "applied" });
    const chinese = await nemo.ask("删除标题");
    expect(chinese.text).toBe('已完成。已移除标题："Urban Dreams" (0-3s)。');
  });

  it("R22 directions are carried out: the export, and the timeline", async () => {
    const nemo = await connect({ guiDirections: true });
    const output = join(temporaryFolder(), "film.mp4");
    const reply = await nemo.ask("trim the first 2 seconds", { files: [clip], output });
    expect(reply).toMatchObject({ outcome: "applied", export: { path: output } });
    expect(reply.text).toContain("Timeline (1 track): 1. Video: city timelapse (0-4s)");
    expect(reply.text).toContain(`The video is saved: ${output}`);
    expect(reply.text).not.toMatch(/\bclick\b|\bpanel\b/i);
    expect(Number((await ffprobeJson(output)).format["duration"])).toBeCloseTo(4, 1);
  });

  it("keeps a file that is there when told to skip, and renders nothing", async () => {
    const nemo = await connect();
    await nemo.ask("trim the first 2 seconds", { files: [clip] });
    const output = join(temporaryFolder(), "film.mp4");
    writeFileSync(output, "somebody's");
    const skip = { output, onExists: "skip" } as const;
    const kept = { job: { status: "skipped" }, path: output, bytes: 10 };
    expect(await nemo.export(skip)).toMatchObject(kept);
    const reply = await nemo.ask("export", skip);
    expect(reply).toMatchObject({ action: "export", export: kept });
    expect(reply.text).toBe(`There is a file already, and it is kept: ${output}`);
    expect(readFileSync(output, "utf8")).toBe("somebody's");
    const free = join(temporaryFolder(), "film.mp4");
    const exported = await nemo.export({ ...skip, output: free });
    expect(exported).toMatchObject({ job: { status: "completed" }, path: free });
    // Over the wire it is a link of the server's; in process the file was moved to where it was wanted.
    if (exported.url?.startsWith("file:")) expect(exported.url).toBe(pathToFileURL(free).href);
    expect(exported.job.url).toBe(exported.url);
    expect(readFileSync(free).length).toBeGreaterThan(10);
  });

  it("R50 never writes to what was uploaded, also when it may overwrite", async () => {
    const nemo = await connect();
    const own = join(temporaryFolder(), "own.mov");
    writeFileSync(own, readFileSync(clip));
    const before = hashOf(own);
    const overwrite = { output: own, onExists: "overwrite" } as const;
    const edit = nemo.ask("trim the first 2 seconds", { files: [own], ...overwrite });
    expect(await failureOf(edit)).toMatchObject({
      code: "invalid-request",
      action: { kind: "choose-output" },
    });
    await nemo.ask("trim the first 2 seconds", { files: [own] });
    expect((await failureOf(nemo.ask("export", overwrite))).code).toBe("invalid-request");
    expect((await failureOf(nemo.export(overwrite))).code).toBe("invalid-request");
    expect(hashOf(own)).toBe(before);
  });

  it("R16 credits, tracks and uploads are answered without the agent", async () => {
    const nemo = await connect({ costs: 10 });
    expect((await nemo.ask("show tracks")).text).toBe("The timeline is empty: nothing has been edited yet.");
    expect((await nemo.ask("上传", { files: [clip] })).text).toBe(
      "已上传：city timelapse.mov。请告诉我接下来要做什么。",
    );
    expect(await nemo.ask("how many credits are left?")).toMatchObject({ credits: { available: 100 } });
    expect(await nemo.turns.list()).toEqual([]);
  });
});

/** A turn on a backend that makes it hard, and what it cost: the number of times that the message was taken. */
async function askedOn(
  connect: (typeof embedded)[number][1],
  options: ServeOptions,
): Promise<{ nemo: NemoConverter; ending: unknown; notices: string[]; cost: number }> {
  const notices: string[] = [];
  const timing = { recoveryFirstMs: 5, recoveryNextMs: 5, recoveryReadings: 2 };
  const nemo = await connect({ costs: 10, ...options }, { timing });
  const onNotice = ({ kind }: { kind: string }) => void notices.push(kind);
  const ending: unknown = await nemo
    .ask("trim the first 2 seconds", { files: [clip], onNotice })
    .catch((error: unknown) => error);
  return { nemo, ending, notices, cost: 100 - (await nemo.credits.balance()).available };
}

describe.each(embedded)("R21 streams that break off, %s", (_where, connect) => {
  it.each([0, 1, 5, 6, 100, 333, 700, 1200])(
    "after %i bytes, the edit made: it is told, and paid for once",
    async (afterBytes) => {
      const { ending, notices, cost } = await askedOn(connect, { cutStream: { afterBytes } });
      expect(ending).toMatchObject({ outcome: "applied" });
      const { text, timeline: told } = ending as { text: string; timeline: string };
      expect(text).toContain("The connection was cut, but your message was carried out.");
      expect(text).toMatch(/Video added|Trimmed/);
      expect(told).toBe("Timeline (1 track): 1. Video: city timelapse (0-4s)");
      expect(notices).toContain("recovering");
      expect(cost).toBe(10);
    },
  );

  it.each([0, 1, 333, 1200])(
    "after %i bytes, nothing made: nobody knows, it is said, and sent once",
    async (afterBytes) => {
      const { nemo, ending, cost } = await askedOn(connect, { cutStream: { afterBytes, isApplied: false } });
      expect(ending).toBeInstanceOf(NemoError);
      expect(ending).toMatchObject({ code: "outcome-unknown", action: { kind: "check-state" } });
      expect((ending as NemoError).message).toContain("No credits were spent so far.");
      expect(cost).toBe(0);
      expect(await nemo.turns.list()).toMatchObject([{ outcome: "unknown" }]);
    },
  );

  it("R19 nothing but heartbeats is a timeout in the end, told every while, and looked for", async () => {
    const timing = { idleTimeoutMs: 120, stillWorkingMs: 25, recoveryFirstMs: 5, recoveryNextMs: 5 };
    const nemo = await connect({ heartbeatsOnly: true, heartbeatMs: 5, costs: 10 }, { timing });
    const notices: string[] = [];
    const onNotice = ({ kind }: { kind: string }) => void notices.push(kind);
    const failure = await failureOf(nemo.ask("trim the first 2 seconds", { files: [clip], onNotice }));
    expect(failure).toMatchObject({ code: "outcome-unknown", details: { outcome: "unknown" } });
    expect(notices).toContain("still-working");
    expect(notices).toContain("recovering");
    expect(await nemo.credits.balance()).toMatchObject({ available: 100 });
  });

  it("a slow agent is waited for", async () => {
    const { ending, cost } = await askedOn(connect, { eventDelayMs: 20, heartbeatMs: 5 });
    expect(ending).toMatchObject({ outcome: "applied", changes: ["Video added: city timelapse (0-4s)"] });
    expect(cost).toBe(10);
  });

  it("R33 no credits left is a refusal: nothing is sent twice, nothing changes", async () => {
    const { ending } = await askedOn(connect, { costs: 1000 });
    expect(ending).toMatchObject({
      code: "insufficient-credits",
      charged: false,
      details: { outcome: "not-applied" },
    });
  });
});

describe("R16 an export that is to be something else", () => {
  it.each([
    ["export at 25 fps", "Convert to MP4: 25 fps."],
    ["导出为25帧", "25 帧/秒"],
  ])("in process, %s", async (text, said) => {
    const nemo = inProcess();
    await nemo.ask("trim the first 4 seconds", { files: [clip] });
    const output = join(temporaryFolder(), "film.mp4");
    const reply = await nemo.ask(text, { output });
    expect(reply).toMatchObject({ action: "export", outcome: "applied", export: { path: output } });
    expect(reply.text).toContain(said);
    expect(reply.text).toContain(output);
    const file = await ffprobeJson(output);
    expect(streamOfType(file, "video")).toMatchObject({ avg_frame_rate: "25/1" });
    // What was edited before stays.
    expect(Number(file.format["duration"])).toBeCloseTo(2, 1);
  });

  it("is left alone by words of quality", async () => {
    const nemo = inProcess();
    await nemo.ask("trim the first 4 seconds", { files: [clip] });
    const before = await nemo.state.get();
    const reply = await nemo.ask("export in best quality");
    expect(reply).toMatchObject({ action: "export", outcome: "none", changes: [] });
    expect((await nemo.state.get()).draft).toEqual(before.draft);
  });

  it.each([
    ["export as 720p", /as it stands; this was not done: 720p\./],
    ["导出为720p", /以下要求没有执行：720p。/],
    ["export as gif", /An export is always an MP4; no GIF was made\./],
  ])(
    "over a network, where messages may cost something, it is said what was not done: %s",
    async (text, said) => {
      const nemo = await onPort();
      await nemo.ask("trim the first 4 seconds", { files: [clip] });
      const before = await nemo.state.get();
      const events: unknown[] = [];
      const reply = await nemo.ask(text, { onEvent: (event) => events.push(event) });
      expect(reply).toMatchObject({ action: "export", outcome: "none", changes: [] });
      expect(reply.text).toMatch(said);
      expect(events).toEqual([]);
      expect((await nemo.state.get()).draft).toEqual(before.draft);
    },
  );
});

describe.each(embedded)("R82 what could not be written in a title, %s", (_where, connect) => {
  it.each(["export", "导出"])("is told with the film: %s", async (text) => {
    const nemo = await connect();
    // A pictograph that no font has: it is none yet.
    await nemo.ask("add the title 'Hi \u{1f8ff}' for 1 second", { files: [clip] });
    const reply = await nemo.ask(text);
    expect(reply.export!.warnings).toEqual([expect.stringContaining("\u{1f8ff}")]);
    expect(reply.text).toContain(reply.export!.warnings![0]);
  });
});
