import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { NemoError } from "../../src/errors/index.js";
import { asNemoError, isOfTheGroup } from "../../src/workflows/batch/failures.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** What a call throws. */
async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );
}

const systemError = (code: string) =>
  Object.assign(new Error(`${code}: it went wrong, write`), { code, syscall: "write" });

describe("R86 what no file of a kind has in common with the others", () => {
  it.each(["ENOSPC", "EDQUOT"])("is a full disk: %s", (code) => {
    const error = asNemoError(systemError(code));
    expect(error).toMatchObject({ code: "disk-full", details: { systemCode: code } });
    expect(isOfTheGroup(error)).toBe(false);
  });

  it("is a file that cannot be read", async () => {
    const path = join(temporaryFolder(), "gone.mkv");
    const error = asNemoError(await thrownBy(readFile(path)));
    expect(error).toMatchObject({ code: "invalid-request", details: { path, systemCode: "ENOENT" } });
    expect(error.message).toContain(path);
    expect(isOfTheGroup(error)).toBe(false);
  });

  it("is a program that cannot be started", async () => {
    const path = join(temporaryFolder(), "ffmpeg");
    const error = asNemoError(await thrownBy(promisify(execFile)(path)));
    expect(error).toMatchObject({ code: "ffmpeg-failed", details: { path, systemCode: "ENOENT" } });
    expect(isOfTheGroup(error)).toBe(false);
  });

  it("is no error of ffmpeg's, nor one that nobody knows", () => {
    expect(isOfTheGroup(new NemoError("ffmpeg-failed", "x"))).toBe(true);
    const unknown = asNemoError(new TypeError("x is no function"));
    expect(unknown).toMatchObject({ code: "ffmpeg-failed", cause: { message: "x is no function" } });
    expect(isOfTheGroup(unknown)).toBe(true);
  });
});
