import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MediaInput } from "../../src/index.js";
import { cloudConverter } from "../support/cloud.js";
import { failureOf } from "../support/failure-of.js";
import { json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { drafts, messageEndpoint, project, says } from "./mocked-project.js";

const backend = mockBackend();
const upload = "POST /api/upload-video/nemo_agent/me/sess-1";
const session = { id: "sess-1", taskId: "task-1" };

function clip(): string {
  const path = join(temporaryFolder(), "clip.mp4");
  writeFileSync(path, "a clip");
  return path;
}

/** A message with these files that is refused, and the same once more, which is taken. */
async function askTwice(files: MediaInput[], again: MediaInput[] = files) {
  const nemo = cloudConverter({ ledger: false });
  project(backend, { before: drafts.clip, after: drafts.titled, stream: says("Done.") });
  backend.on(messageEndpoint, json({ code: 2001, message: "no credits" }));
  expect((await failureOf(nemo.ask("add a title", { files, session }))).code).toBe("insufficient-credits");
  project(backend, { before: drafts.clip, after: drafts.titled, stream: says("Done.") });
  const reply = await nemo.ask("add a title", { files: again, session });
  return { nemo, reply };
}

describe("R32 R85 files whose message was refused", () => {
  it.each<[string, () => MediaInput]>([
    ["a path", clip],
    ["a Blob", () => new Blob(["a clip"], { type: "video/mp4" })],
    ["a URL", () => "https://site.test/clip.mp4"],
  ])("are in the project already: %s is not uploaded again with the next one", async (_, open) => {
    const file = open();
    const { reply } = await askTwice([file]);
    expect(reply).toMatchObject({ outcome: "applied", uploads: [{ name: "clip.mp4" }] });
    expect(backend.to(upload)).toHaveLength(1);
  });

  it("are uploaded again when they changed", async () => {
    const path = clip();
    const changed = () => {
      writeFileSync(path, "another clip");
      utimesSync(path, 1, 1);
      return path;
    };
    const nemo = cloudConverter({ ledger: false });
    backend.on(messageEndpoint, json({ code: 2001 }));
    await failureOf(nemo.ask("add a title", { files: [path], session }));
    await failureOf(nemo.ask("add a title", { files: [changed()], session }));
    expect(backend.to(upload)).toHaveLength(2);
  });

  it("are meant again once the message was taken, and where they are named twice", async () => {
    const path = clip();
    const { nemo } = await askTwice([path], [path, path]);
    expect(backend.to(upload)).toHaveLength(2);
    await nemo.ask("add a title", { files: [path], session });
    expect(backend.to(upload)).toHaveLength(3);
  });
});
