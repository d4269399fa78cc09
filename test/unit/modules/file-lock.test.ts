import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withFileLock } from "../../../src/modules/auth/file-lock.js";
import { systemClock } from "../../../src/time/index.js";
import { failureOf } from "../../support/failure-of.js";
import { ManualClock } from "../../support/manual-clock.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const lockIn = (folder: string) => join(folder, "token.lock");
const run = <T>(path: string, work: () => Promise<T>) => withFileLock(path, { clock: systemClock }, work);

function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

describe("R12 one at a time", () => {
  it("holds a private lock while it works, and none afterwards, however it ended", async () => {
    const path = lockIn(temporaryFolder());
    const content = await run(path, () => Promise.resolve(readFileSync(path, "utf8")));
    expect(content).toBe(`${process.pid} ${hostname()}`);
    expect(existsSync(path)).toBe(false);
    await expect(run(path, () => Promise.reject(new Error("x")))).rejects.toThrow("x");
    expect(existsSync(path)).toBe(false);
  });

  it("lets many take turns, never two at once", async () => {
    const folder = temporaryFolder();
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 6 }, () => run(lockIn(folder), work)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("fails where no lock can be made, without doing the work", async () => {
    const work = () => Promise.reject(new Error("it worked"));
    await expect(run(join(temporaryFolder(), "no", "token.lock"), work)).rejects.toMatchObject({
      code: "ENOENT",
    });
  });
});

describe("R12 a lock that is there already", () => {
  it("is waited for while its process lives, and the wait ends on abort", async () => {
    const path = lockIn(temporaryFolder());
    writeFileSync(path, `${process.pid} ${hostname()}`);
    const clock = new ManualClock();
    const controller = new AbortController();
    const waiting = withFileLock(path, { clock, signal: controller.signal }, () => Promise.resolve());
    await clock.untilWaitingFor(50);
    controller.abort();
    expect((await failureOf(waiting)).code).toBe("aborted");
    expect(clock.pending).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  it("is taken over from a process that died, by one of many", async () => {
    const folder = temporaryFolder();
    writeFileSync(lockIn(folder), `${deadPid()} ${hostname()}`);
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 4 }, () => run(lockIn(folder), work)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  const aged = (path: string, seconds: number) => {
    const then = Date.now() / 1000 - seconds;
    utimesSync(path, then, then);
  };

  it.each([
    ["another machine", `1 another-machine`],
    ["a process that was killed before it signed", ""],
    ["whoever wrote nonsense", "nonsense"],
  ])("is taken over from %s when it is old", async (_, content) => {
    const path = lockIn(temporaryFolder());
    writeFileSync(path, content);
    aged(path, 3600);
    expect(await run(path, () => Promise.resolve("done"))).toBe("done");
  });

  it("is left to a process that waits for five minutes because the backend asked for it", async () => {
    const path = lockIn(temporaryFolder());
    writeFileSync(path, `${process.pid} ${hostname()}`);
    aged(path, 340);
    const clock = new ManualClock();
    const controller = new AbortController();
    const waiting = withFileLock(path, { clock, signal: controller.signal }, () => Promise.resolve());
    waiting.catch(() => undefined);
    await clock.untilWaitingFor(50);
    controller.abort();
    expect((await failureOf(waiting)).code).toBe("aborted");
  });
});
