import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { MediaInput, StreamSource } from "../../../src/options/index.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { ownToken } from "../../support/test-transport.js";
import { partsOf, type ReceivedUpload, session, uploadServer } from "../../support/upload-server.js";

const bytes = randomBytes(3 * 1024 * 1024 + 17);
const hashOf = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");

function fileOf(content: Uint8Array, name = "clip.mp4"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

function streamOf(content: Uint8Array, more: Partial<StreamSource> = {}): StreamSource {
  return {
    name: "clip.mp4",
    // eslint-disable-next-line @typescript-eslint/require-await
    async *open() {
      for (let at = 0; at < content.length; at += 70_001) yield content.subarray(at, at + 70_001);
    },
    ...more,
  };
}

async function expectWhole(
  received: ReceivedUpload,
  content: Uint8Array,
  name = "clip.mp4",
  type = "video/mp4",
) {
  const parts = await partsOf(received);
  expect(parts.map(([field]) => field)).toEqual(["files"]);
  const file = parts[0]![1];
  expect([file.name, file.type, file.size]).toEqual([name, type, content.length]);
  expect(hashOf(new Uint8Array(await file.arrayBuffer()))).toBe(hashOf(content));
}

const inputs: [string, () => MediaInput][] = [
  ["a path", () => fileOf(bytes)],
  ["a file: URL", () => pathToFileURL(fileOf(bytes))],
  ["a Blob with a name", () => new File([bytes], "clip.mp4")],
  ["a stream of known size", () => streamOf(bytes, { size: bytes.length })],
  ["a stream of unknown size", () => streamOf(bytes)],
];

// Through our own fetch, and through one that was given.
const fetches: [string, typeof fetch | undefined][] = [
  ["our own fetch", undefined],
  ["a given fetch", (...args) => globalThis.fetch(...args)],
];

describe.each(fetches)("R24 a file by %s", (_, fetch) => {
  it.each(inputs)("from %s arrives whole", async (name, input) => {
    const { server, received, upload } = await uploadServer({ fetch });
    const stored = await upload.file(input(), { session });
    expect(stored).toMatchObject({ name: "clip.mp4", url: "https://cdn.test/clip.mp4" });
    expect(server.requests.map((request) => request.name)).toEqual([
      "POST /api/upload-video/nemo_agent/me/sess-1",
    ]);
    await expectWhole(received[0]!, bytes);
    const { headers, body } = received[0]!;
    expect(headers).toMatchObject({
      authorization: `Bearer ${ownToken}`,
      "x-skill-source": "ffmpeg-mp4-converter",
    });
    expect(headers["content-type"]).toMatch(/^multipart\/form-data; boundary=\S+$/);
    if (fetch === undefined && !name.includes("unknown")) {
      expect(headers["content-length"]).toBe(String(body.length));
      expect(headers).not.toHaveProperty("transfer-encoding");
    }
    if (!fetch) await server.untilIdle();
  });

  it.each([1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 2 * 1024 * 1024])(
    "of %i bytes arrives whole",
    async (size) => {
      const { received, upload } = await uploadServer({ fetch });
      await upload.file(fileOf(bytes.subarray(0, size)), { session });
      await expectWhole(received[0]!, bytes.subarray(0, size));
    },
  );

  it.each([
    ['a"b.mp4', 'a"b.mp4'],
    ["视频 é 👋.mp4", "视频 é 👋.mp4"],
    ["a\r\nX-Evil: 1\r\n\r\nb.mp4", "a\r\nX-Evil: 1\r\n\r\nb.mp4"],
  ])("with the name %j keeps it", async (name, expected) => {
    const { received, upload } = await uploadServer({ fetch });
    await upload.file(new File(["x"], name), { session });
    await expectWhole(received[0]!, Buffer.from("x"), expected);
  });

  it("with a boundary that is never the same twice", async () => {
    const { received, upload } = await uploadServer({ fetch });
    await upload.file(new File(["x"], "a.mp4"), { session });
    await upload.file(new File(["x"], "a.mp4"), { session });
    const [first, second] = received.map(({ headers }) => headers["content-type"]);
    expect(first).not.toBe(second);
  });
});

describe("R24 the type of a file", () => {
  it.each([
    ["a.mov", "video/quicktime"],
    ["a.MKV", "video/x-matroska"],
    ["a.jpeg", "image/jpeg"],
    ["a.m4a", "audio/mp4"],
  ])("%s is %s", async (name, type) => {
    const { received, upload } = await uploadServer();
    await upload.file(new File(["x"], name), { session });
    await expectWhole(received[0]!, Buffer.from("x"), name, type);
  });
});
