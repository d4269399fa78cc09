import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Sessions, Upload } from "../../../src/modules/index.js";
import type { MediaInput, Progress } from "../../../src/options/index.js";
import * as answers from "../../support/answers.js";
import { bodyOf, sendJson } from "../../support/loopback-server.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { session, uploadServer } from "../../support/upload-server.js";

const size = 5 * 1024 * 1024 + 3;
const content = Buffer.alloc(size, 7);

function file(): string {
  const path = join(temporaryFolder(), "clip.mp4");
  writeFileSync(path, content);
  return path;
}

const isRising = (numbers: number[]) => numbers.every((each, at) => at === 0 || each >= numbers[at - 1]!);

const inputs: [string, () => MediaInput][] = [
  ["a path", file],
  ["a Blob", () => new File([content], "clip.mp4")],
];

describe.each(inputs)("R53 progress of an upload from %s", (_, input) => {
  it.each([
    ["our own fetch", undefined],
    ["a given fetch", (...args: Parameters<typeof fetch>) => globalThis.fetch(...args)],
  ])("by %s rises to 100", async (__, fetch) => {
    const { upload } = await uploadServer({ fetch });
    const progress: Progress[] = [];
    await upload.file(input(), { session, onProgress: (each) => progress.push(each) });
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.every(({ stage, totalBytes }) => stage === "upload" && totalBytes === size)).toBe(true);
    expect(isRising(progress.map(({ percent }) => percent!))).toBe(true);
    expect(isRising(progress.map(({ bytes }) => bytes!))).toBe(true);
    expect(progress.at(-1)).toMatchObject({ bytes: size, percent: 100 });
  });
});

describe("R53 progress of an upload", () => {
  it("has no percentage where the size is unknown", async () => {
    const { upload } = await uploadServer();
    const progress: Progress[] = [];
    const source = { name: "clip.mp4", open: () => new Blob([content]).stream() };
    await upload.file(source, { session, onProgress: (each) => progress.push(each) });
    expect(progress.at(-1)!.bytes).toBe(size);
    expect(progress.some((each) => "percent" in each || "totalBytes" in each)).toBe(false);
  });

  it("never falls, not even when the file is sent again in a new session", async () => {
    let sessions = 0;
    const { transport } = await uploadServer({}, (request, response) => {
      void bodyOf(request).then(() => {
        if (request.url!.endsWith("nemo_agent") && request.url!.startsWith("/api/tasks")) {
          sessions += 1;
          sendJson(response, { task_id: "t", session_id: `s${sessions}` });
        } else sendJson(response, request.url!.endsWith("/s1") ? { code: 1002 } : answers.upload);
      });
    });
    const progress: Progress[] = [];
    const upload = new Upload(transport, new Sessions(transport));
    await upload.file(file(), { onProgress: (each) => progress.push(each) });
    expect(sessions).toBe(2);
    expect(progress.at(-1)!.bytes).toBe(size);
    expect(isRising(progress.map(({ percent }) => percent!))).toBe(true);
  });

  it("is not told any more once the call is over", async () => {
    const { upload } = await uploadServer({}, (_, response) =>
      sendJson(response, { code: 4002, message: "too large" }, 413),
    );
    let isOver = false;
    const late: Progress[] = [];
    const options = {
      session,
      onProgress: (each: Progress) => {
        if (isOver) late.push(each);
      },
    };
    await expect(upload.file(file(), options)).rejects.toMatchObject({ code: "file-too-large" });
    isOver = true;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(late).toEqual([]);
  });
});
