import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type FileSystem from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { publish } from "../../../src/transport/later.js";
import { failureOf } from "../../support/failure-of.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

// Two file systems cannot be had everywhere: here a link and a rename from one folder to another fail as they do there.
vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const within =
    (call: (from: string, to: string) => Promise<void>) =>
    (from: string, to: string): Promise<void> =>
      from.slice(0, from.lastIndexOf("/")) === to.slice(0, to.lastIndexOf("/"))
        ? call(from, to)
        : Promise.reject(Object.assign(new Error("EXDEV: cross-device link"), { code: "EXDEV" }));
  return { ...real, link: within(real.link), rename: within(real.rename) };
});

function prepare() {
  const here = temporaryFolder();
  const there = temporaryFolder();
  const temporary = join(here, "film.part");
  writeFileSync(temporary, "new");
  return { here, there, temporary, path: join(there, "film.mp4") };
}

describe("R28 publish on another file system", () => {
  it.each([{ overwrite: false }, { overwrite: true }])("copies, then gives the name, %j", async (options) => {
    const { here, there, temporary, path } = prepare();
    await publish(temporary, path, options);
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readdirSync(there)).toEqual(["film.mp4"]);
    expect(readdirSync(here)).toEqual([]);
  });

  it("leaves nothing beside a file that is there already", async () => {
    const { there, temporary, path } = prepare();
    writeFileSync(path, "old");
    expect((await failureOf(publish(temporary, path))).code).toBe("output-exists");
    expect(readdirSync(there)).toEqual(["film.mp4"]);
    expect(readFileSync(path, "utf8")).toBe("old");
  });

  it("leaves nothing beside a folder that cannot be replaced", async () => {
    const { there, temporary, path } = prepare();
    mkdirSync(path);
    expect((await failureOf(publish(temporary, path, { overwrite: true }))).code).toBe("invalid-request");
    expect(readdirSync(there)).toEqual(["film.mp4"]);
  });

  it("leaves nothing when the copy fails", async () => {
    const { there, temporary } = prepare();
    expect((await failureOf(publish(temporary, join(there, "no", "film.mp4")))).code).toBe("invalid-request");
    expect(readdirSync(there)).toEqual([]);
  });
});
