import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import {
  cloudFormats,
  extensionOf,
  localPath,
  mimeTypeOf,
  resolveSource,
} from "../../../src/modules/later.js";
import type { MediaInput } from "../../../src/options/index.js";
import { failureOf } from "../../support/failure-of.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

function clip(content = "0123456789", name = "clip é.mp4"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

async function bodyOf(input: MediaInput) {
  const resolved = await resolveSource(input);
  if (resolved.kind !== "body") throw new Error("It is a URL.");
  const chunks: Uint8Array[] = [];
  for await (const chunk of await resolved.body.open()) chunks.push(chunk);
  return { ...resolved.body, text: Buffer.concat(chunks).toString() };
}

describe("R24 the inputs of an upload", () => {
  it("takes a path and a file: URL, as text too", async () => {
    const path = clip();
    for (const input of [path, pathToFileURL(path), pathToFileURL(path).href]) {
      expect(await bodyOf(input)).toMatchObject({ name: "clip é.mp4", size: 10, path, text: "0123456789" });
    }
  });

  it("leaves a web address to the backend", async () => {
    const url = "https://x.test/a.mp4?sig=1";
    expect(await resolveSource(url)).toEqual({ kind: "url", url });
    expect(await resolveSource(new URL(url))).toEqual({ kind: "url", url });
  });

  it("takes a Blob, named by itself or by its type", async () => {
    expect(await bodyOf(new File(["abc"], "a.webm"))).toMatchObject({ name: "a.webm", size: 3, text: "abc" });
    expect(await bodyOf(new Blob(["abc"], { type: "video/quicktime" }))).toMatchObject({ name: "video.mov" });
    expect(await bodyOf(new Blob(["abc"]))).toMatchObject({ name: "video.mp4" });
  });

  it("takes a stream that can be opened, and only what it says of itself", async () => {
    const source = {
      name: "a.mkv",
      content: "abc",
      path: "/etc/hostname",
      // eslint-disable-next-line @typescript-eslint/require-await
      async *open() {
        yield Buffer.from(this.content);
      },
    };
    const body = await bodyOf(source);
    expect(body).toMatchObject({ name: "a.mkv", text: "abc" });
    expect(body.size).toBeUndefined();
    expect(body.path).toBeUndefined();
    expect((await bodyOf({ ...source, size: 3 })).size).toBe(3);
  });
});

describe("R39 inputs that cannot be used", () => {
  it.each([
    ["a file that is not there", () => "/nowhere/clip.mp4", "source-missing"],
    ["a folder", () => temporaryFolder(), "source-missing"],
    ["a path below a file", () => join(clip(), "clip.mp4"), "source-missing"],
    ["an empty file", () => clip(""), "not-media"],
    ["an empty Blob", () => new Blob([]), "not-media"],
    [
      "a stream that says it is empty",
      () => ({ name: "a.mp4", size: 0, open: () => new Response("").body! }),
      "not-media",
    ],
    ["an empty string", () => "", "invalid-request"],
    ["another scheme", () => "rtmp://x.test/live", "invalid-request"],
    ["a file on another host", () => "file://server/share/a.mp4", "invalid-request"],
    ["nothing", () => undefined, "invalid-request"],
    ["a number", () => 5, "invalid-request"],
    ["a stream without a name", () => ({ name: "", open: () => [] }), "invalid-request"],
    ["a stream that cannot be opened", () => ({ name: "a.mp4" }), "invalid-request"],
    ["a stream whose size is none", () => ({ name: "a.mp4", size: NaN, open: () => [] }), "invalid-request"],
  ])("%s", async (_, make, code) => {
    const error = await failureOf(resolveSource(make() as unknown as MediaInput));
    expect(error.code).toBe(code);
    expect(error.message).not.toBe("");
  });

  it("names the path", async () => {
    const folder = join(temporaryFolder(), "clips");
    mkdirSync(folder);
    expect(await failureOf(resolveSource(folder))).toMatchObject({
      message: `${folder} is a folder, not a file.`,
      details: { path: folder },
    });
  });
});

describe("R24 formats", () => {
  it("are exactly those of the contract", () => {
    const known = "mp4 mov avi webm mkv jpg png gif webp mp3 wav m4a aac".split(" ");
    expect(Object.keys(cloudFormats)).toEqual(known);
    for (const extension of known)
      expect(mimeTypeOf(`a.${extension.toUpperCase()}`)).toMatch(/^(video|audio|image)\//);
  });

  it.each(["a.mxf", "a.mts", "a.rm", "a.flv", "a.wmv", "a.txt", "a", "mp4", ".mp4/a", "a.mp4."])(
    "%s is none",
    (name) => {
      expect(mimeTypeOf(name)).toBeUndefined();
    },
  );

  it("takes .jpeg for .jpg", () => {
    expect(mimeTypeOf("a.JPEG")).toBe("image/jpeg");
  });

  it.each([
    ["a.b.MP4", "mp4"],
    ["dir.x/a", ""],
    [".hidden", "hidden"],
    ["a.tar.gz", "gz"],
  ])("the extension of %s is %j", (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });
});

describe("R24 localPath", () => {
  it("is absolute, or undefined for what is not on this disk", () => {
    expect(localPath("a.mp4")).toBe(join(process.cwd(), "a.mp4"));
    expect(localPath("https://x.test/a.mp4")).toBeUndefined();
    expect(localPath(new Blob(["a"]))).toBeUndefined();
  });
});
