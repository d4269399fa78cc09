import type { ClientRequest } from "node:http";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { sendFile } from "../../../src/transport/send-file.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const kibibyte = 1024;

/** Sends a file through a connection that takes `msOf(piece)` for each piece; returns the sizes of the pieces. */
async function pieces(size: number, msOf: (piece: number) => number): Promise<number[]> {
  const path = join(temporaryFolder(), "clip.mp4");
  writeFileSync(path, "");
  truncateSync(path, size);
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const sizes: number[] = [];
  const request = {
    write(bytes: Uint8Array, done: () => void) {
      now += msOf(sizes.push(bytes.byteLength));
      setImmediate(done);
    },
  };
  const told: number[] = [];
  const sent = await sendFile(
    request as unknown as ClientRequest,
    { name: "clip.mp4", path, size, open: () => Promise.reject(new Error("not asked for")) },
    () => false,
    (bytes) => told.push(bytes),
  );
  expect([sent, told.at(-1), sizes.reduce((sum, each) => sum + each, 0)]).toEqual([size, size, size]);
  return sizes;
}

describe("R24 R53 the pieces of an upload", () => {
  it("grow to 512 KiB on a quick connection", async () => {
    const sizes = await pieces(20_000 * kibibyte, () => 1);
    expect(sizes[0]).toBe(128 * kibibyte);
    expect(Math.max(...sizes)).toBe(512 * kibibyte);
  });

  it("stay small on a slow one, so that it is seen to move", async () => {
    const sizes = await pieces(1000 * kibibyte, () => 2000);
    expect(Math.max(...sizes)).toBe(128 * kibibyte);
  });

  it("shrink where a connection becomes slow", async () => {
    const sizes = await pieces(20_000 * kibibyte, (piece) => (piece < 8 ? 1 : 2000));
    expect(Math.max(...sizes)).toBeGreaterThan(256 * kibibyte);
    expect(sizes.at(-2)).toBe(128 * kibibyte);
  });
});
