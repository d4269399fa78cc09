import { describe, expect, it } from "vitest";
import { NemoError } from "../../../src/errors/index.js";
import { changedSourceError, readBody, type UploadBody } from "../../../src/transport/upload-body.js";
import { failureOf } from "../../support/failure-of.js";

async function read(open: UploadBody["open"]): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBody({ name: "clip.mp4", open })) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function* bytes(...texts: string[]) {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

describe("R24 the bytes of a source", () => {
  it("come from a stream, or from the promise of one, opened for each reading", async () => {
    expect(await read(() => bytes("a", "b"))).toBe("ab");
    expect(await read(() => Promise.resolve(bytes("c")))).toBe("c");
  });

  it("fail as a source, not as a network", async () => {
    const refused = () => {
      throw Object.assign(new Error("EACCES: no"), { code: "EACCES" });
    };
    const error = await failureOf(read(refused));
    expect(error).toMatchObject({
      code: "source-missing",
      details: { name: "clip.mp4", systemCode: "EACCES" },
    });
    const own = new NemoError("source-encrypted", "x");
    expect(await failureOf(read(() => Promise.reject(own)))).toBe(own);
  });

  it("say what changed", () => {
    expect(changedSourceError("clip.mp4", 10, 7)).toMatchObject({
      code: "source-damaged",
      details: { name: "clip.mp4", expected: 10, actual: 7 },
      action: { kind: "retry" },
    });
  });
});
