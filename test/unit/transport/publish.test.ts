import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exists, outputExists, publish, temporaryName } from "../../../src/transport/later.js";
import { failureOf } from "../../support/failure-of.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

function prepare() {
  const folder = temporaryFolder();
  const temporary = join(folder, ".film.part");
  const path = join(folder, "film.mp4");
  writeFileSync(temporary, "new");
  return { folder, temporary, path };
}

describe("R28 publish", () => {
  it.each([{ overwrite: false }, { overwrite: true }])(
    "gives the file its name and nothing else, %j",
    async (options) => {
      const { folder, temporary, path } = prepare();
      await publish(temporary, path, options);
      expect(readFileSync(path, "utf8")).toBe("new");
      expect(readdirSync(folder)).toEqual(["film.mp4"]);
    },
  );

  it("leaves a file that is there alone, and the temporary one to the caller", async () => {
    const { temporary, path } = prepare();
    writeFileSync(path, "old");
    const error = await failureOf(publish(temporary, path));
    expect(error).toMatchObject({ code: "output-exists", details: { path } });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(await exists(temporary)).toBe(true);
  });

  it("does not follow a link that leads nowhere", async () => {
    const { folder, temporary, path } = prepare();
    symlinkSync(join(folder, "elsewhere.mp4"), path);
    expect((await failureOf(publish(temporary, path))).code).toBe("output-exists");
    expect(await exists(join(folder, "elsewhere.mp4"))).toBe(false);
  });

  it("replaces it when told to", async () => {
    const { folder, temporary, path } = prepare();
    writeFileSync(path, "old");
    await publish(temporary, path, { overwrite: true });
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["film.mp4"]);
  });

  it("lets one of many win, and none be lost", async () => {
    const { folder, path } = prepare();
    const names = Array.from({ length: 8 }, (_, index) => join(folder, `.${index}.part`));
    for (const name of names) writeFileSync(name, name);
    const outcomes = await Promise.allSettled(names.map((name) => publish(name, path)));
    const winners = names.filter((_, index) => outcomes[index]!.status === "fulfilled");
    expect(winners).toHaveLength(1);
    expect(readFileSync(path, "utf8")).toBe(winners[0]);
  });

  it("says what is wrong with a folder that does not exist, or a name that is a folder", async () => {
    const { folder, temporary } = prepare();
    const missing = await failureOf(publish(temporary, join(folder, "no", "film.mp4")));
    expect(missing).toMatchObject({ code: "invalid-request", action: { kind: "choose-output" } });
    mkdirSync(join(folder, "taken"));
    const taken = await failureOf(publish(temporary, join(folder, "taken"), { overwrite: true }));
    expect(taken).toMatchObject({ code: "invalid-request", action: { kind: "choose-output" } });
  });
});

describe("R28 the temporary name", () => {
  it.each([
    ["film.mp4", /^\.film\.mp4\.[0-9a-f]{8}-[0-9a-f]{8}\.part$/],
    ["out/film.mp4", /^out\/\.film\.mp4\.[0-9a-f]{8}-[0-9a-f]{8}\.part$/],
    ["./film.mp4", /^\.\/\.film\.mp4\.[0-9a-f]{8}-[0-9a-f]{8}\.part$/],
    ["/film.mp4", /^\/\.film\.mp4\.[0-9a-f]{8}-[0-9a-f]{8}\.part$/],
    ["/a/b.c/film", /^\/a\/b\.c\/\.film\.[0-9a-f]{8}-[0-9a-f]{8}\.part$/],
    ["/a/视频.mp4", /^\/a\/\.视频\.mp4\.[0-9a-f]{8}-[0-9a-f]{8}\.part$/u],
  ])("of %s is hidden beside it", (path, pattern) => {
    expect(temporaryName(path)).toMatch(pattern);
  });

  it("is never the same twice, and short enough for a file system", () => {
    const long = `/a/${"视".repeat(83)}.mp4`;
    const names = Array.from({ length: 50 }, () => temporaryName(long));
    expect(new Set(names).size).toBe(50);
    expect(Buffer.byteLength(names[0]!.slice("/a/".length))).toBeLessThanOrEqual(255);
  });

  it("goes with an error that names the output", () => {
    expect(outputExists("/a/film.mp4").message).toBe("/a/film.mp4 exists already.");
  });
});
