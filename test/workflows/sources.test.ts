import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createReadStream } from "node:fs";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { embedded, inProcess } from "../support/converters.js";
import { cameraClip, ffprobeJson, sharedFolder, streamOfType, webmClip } from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";
import { loopbackServer } from "../support/loopback-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
let webm: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
  webm = await webmClip(join(clips, "talk.webm"), 1);
});

/** A site that has the file. */
async function site(path: string): Promise<string> {
  const bytes = await readFile(path);
  const server = await loopbackServer((request, response) => {
    if (request.url !== "/a/talk.webm?key=1") response.writeHead(404).end();
    else response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  });
  return server.url;
}

describe.each(embedded)("what can be converted, %s", (_where, connect) => {
  const output = () => join(temporaryFolder(), "out.mp4");

  it("a path, a file: URL as a string and as a URL", async () => {
    const nemo = await connect();
    for (const input of [camera, pathToFileURL(camera).href, pathToFileURL(camera)]) {
      const path = output();
      expect((await nemo.convert(input, { output: path })).verification.ok).toBe(true);
      expect(streamOfType(await ffprobeJson(path), "video").codec_name).toBe("h264");
    }
  });

  it("a Blob and a stream, whose probe comes from the backend", async () => {
    const nemo = await connect();
    const bytes = new Uint8Array(await readFile(webm));
    const stream = { name: "talk.webm", open: () => Readable.from(createReadStream(webm)) };
    for (const input of [new File([bytes], "talk.webm"), new Blob([bytes], { type: "video/webm" }), stream]) {
      const path = output();
      const result = await nemo.convert(input, { output: path });
      expect(result).toMatchObject({
        route: "encode",
        source: { video: [{ codec: "vp8" }] },
        verification: { ok: true },
      });
      expect(streamOfType(await ffprobeJson(path), "video").codec_name).toBe("h264");
    }
  });

  it("an https: URL, which the backend fetches", async () => {
    const nemo = await connect({ allowPrivateAddresses: true });
    const path = output();
    const result = await nemo.convert(`${await site(webm)}/a/talk.webm?key=1`, { output: path });
    expect(result).toMatchObject({ path, source: { video: [{ codec: "vp8" }] }, verification: { ok: true } });
  });

  it("an https: URL is probed, checked and planned, too", async () => {
    const nemo = await connect({ allowPrivateAddresses: true }, { allowPrivateAddresses: true });
    const url = `${await site(webm)}/a/talk.webm?key=1`;
    expect(await nemo.probe(url)).toMatchObject({ video: [{ codec: "vp8" }] });
    expect(await nemo.check(url)).toMatchObject({ ok: true, findings: [] });
    expect((await nemo.plan(url)).route).toBe("encode");
  });

  it("no address that has no file, and none of an internal network", async () => {
    const url = await site(webm);
    const open = await connect({ allowPrivateAddresses: true });
    expect((await failureOf(open.convert(`${url}/none.webm`, { output: output() }))).code).toBe(
      "unsupported-file",
    );
    const closed = await connect();
    const failure = await failureOf(closed.convert(`${url}/a/talk.webm?key=1`, { output: output() }));
    expect(failure.code).toBe("unsupported-file");
    expect(failure.message).toContain("internal network");
    expect(failure.message).not.toContain("key=1");
  });
});

describe("what cannot be converted is said", () => {
  it.each([
    ["ftp://example.com/a.mov", "ftp: URLs are not taken"],
    ["", "empty string"],
    [42, "must be a path"],
    [{ name: "a.mov" }, "must be a path"],
  ])("%j", async (input, said) => {
    const failure = await failureOf(inProcess().convert(input as string));
    expect(failure.code).toBe("invalid-request");
    expect(failure.message).toContain(said);
  });

  it("a stream that breaks while it is read", async () => {
    const open = async function* () {
      yield (await readFile(webm)).subarray(0, 1000);
      throw new Error("the tape is torn");
    };
    const failure = await failureOf(
      inProcess().convert({ name: "talk.webm", open }, { output: temporaryFolder() }),
    );
    expect(failure.code).toBe("source-missing");
    expect(failure.message).toContain("the tape is torn");
  });
});
