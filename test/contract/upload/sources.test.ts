import { appendFileSync, mkdirSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MediaInput } from "../../../src/options/index.js";
import { failureOf } from "../../support/failure-of.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { session, uploadServer } from "../../support/upload-server.js";

const size = 24 * 1024 * 1024;

function file(name = "clip.mp4", bytes = size): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, "");
  truncateSync(path, bytes);
  return path;
}

describe("R24 R39 what is refused before any request", () => {
  const folder = () => {
    const path = join(temporaryFolder(), "clips.mp4");
    mkdirSync(path);
    return path;
  };
  it.each([
    ["a missing file", () => "/nowhere/clip.mp4", "source-missing"],
    ["a folder", folder, "source-missing"],
    ["an empty file", () => file("clip.mp4", 0), "not-media"],
    ["an empty Blob", () => new File([], "a.mp4"), "not-media"],
    ["MXF", () => file("clip.mxf", 5), "unsupported-file"],
    ["AVCHD", () => file("00001.MTS", 5), "unsupported-file"],
    ["RealMedia", () => file("clip.rm", 5), "unsupported-file"],
    ["FLV", () => new File(["x"], "clip.flv"), "unsupported-file"],
    ["WMV", () => ({ name: "clip.wmv", open: () => new Blob(["x"]).stream() }), "unsupported-file"],
    ["a name without an extension", () => file("clip", 5), "unsupported-file"],
  ] as [string, () => MediaInput, string][])("%s", async (_, input, code) => {
    const { server, upload } = await uploadServer({ token: undefined });
    // Without a session: none is made either.
    const error = await failureOf(upload.file(input()));
    expect(error.code).toBe(code);
    if (code === "unsupported-file") expect(error.message).toContain("mp4, mov, avi, webm, mkv, jpg");
    expect(server.requests).toEqual([]);
  });
});

const fetches: [string, typeof fetch | undefined][] = [
  ["our own fetch", undefined],
  ["a given fetch", (...args) => globalThis.fetch(...args)],
];

describe.each(fetches)("R24 a source that changes while it is sent by %s", (_, fetch) => {
  /** Starts an upload, changes the file at the first progress, and gives the error. */
  async function changing(change: (path: string) => void) {
    const path = file();
    const { server, received, upload } = await uploadServer({ fetch });
    let isChanged = false;
    const onProgress = () => {
      if (!isChanged) change(path);
      isChanged = true;
    };
    const error = await failureOf(upload.file(path, { session, onProgress }));
    if (!fetch) await server.untilIdle();
    expect(received).toEqual([]);
    return error;
  }

  it("shrinks: an error, and no file that looks whole", async () => {
    const error = await changing((path) => truncateSync(path, size / 2));
    expect(error).toMatchObject({ code: "source-damaged", charged: false, details: { expected: size } });
    expect(error.message).toContain("changed while it was being read");
  });

  it("grows: an error as well", async () => {
    const error = await changing((path) => appendFileSync(path, Buffer.alloc(1000)));
    expect(error).toMatchObject({ code: "source-damaged", details: { expected: size } });
  });

  it.each([
    ["less", 500],
    ["more", 1500],
  ])("gives %s than it said", async (__, given) => {
    const { received, upload } = await uploadServer({ fetch });
    const source = { name: "a.mp4", size: 1000, open: () => new Blob([Buffer.alloc(given)]).stream() };
    const error = await failureOf(upload.file(source, { session }));
    expect(error).toMatchObject({ code: "source-damaged", details: { name: "a.mp4", expected: 1000 } });
    expect(received).toEqual([]);
  });

  it("fails: its own error, not one of the network", async () => {
    const { received, upload } = await uploadServer({ fetch });
    const source = {
      name: "a.mp4",
      // eslint-disable-next-line @typescript-eslint/require-await
      async *open() {
        yield Buffer.alloc(1000);
        throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
      },
    };
    const error = await failureOf(upload.file(source, { session }));
    expect(error).toMatchObject({ code: "source-missing", details: { name: "a.mp4", systemCode: "EIO" } });
    expect(received).toEqual([]);
  });

  it("cannot be opened", async () => {
    const { upload } = await uploadServer({ fetch });
    const source = { name: "a.mp4", open: () => Promise.reject(new Error("locked")) };
    expect((await failureOf(upload.file(source, { session }))).code).toBe("source-missing");
  });
});

describe("R24 a file that is gone between two looks", () => {
  it("is missing", async () => {
    const path = file("clip.mp4", 100);
    const { upload } = await uploadServer({}, (request, response, count) => {
      request.resume();
      // The first attempt is put off, the second finds no file.
      if (count > 1) return;
      unlinkSync(path);
      response.writeHead(429, { "retry-after": "0" }).end();
    });
    expect((await failureOf(upload.file(path, { session }))).code).toBe("source-missing");
  });
});
