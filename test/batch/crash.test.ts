import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeClip, picture, sharedFolder, tone } from "../support/clips.js";
import { untilNoProcessNames } from "../support/processes.js";
import { batchScript } from "./batch-script.js";

const folder = sharedFolder();
const from = join(folder, "from");
const to = join(folder, "to");
const kills = 100;

const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
const hashesIn = (path: string) =>
  Object.fromEntries(readdirSync(path).map((name) => [name, hashOf(join(path, name))]));

/** Tiny files that are copied, so that a whole batch takes about a second. */
async function makeSources(): Promise<void> {
  mkdirSync(from);
  const streams = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"];
  for (const [index, name] of ["a.mkv", "b.mov", "c.ts"].entries()) {
    const seconds = 0.5 + index / 10;
    await makeClip(join(from, name), ...picture("160x120", "25", seconds), ...tone(seconds), ...streams);
  }
}

/** Runs the batch; `killAfterMs` after its first word it is killed. Gives what it said last, if it came to its end. */
function run(script: string, killAfterMs?: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, from, to], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (said === "" && killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
      said += text;
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code !== 0 && signal !== "SIGKILL") reject(new Error(`The batch ended with ${code}.`));
      else resolve(code === 0 ? said.trim().split("\n").at(-1) : undefined);
    });
  });
}

/** Random numbers from a seed, so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Results {
  [name: string]: { hash: string; ino: number };
}

const results = (): Results =>
  Object.fromEntries(
    readdirSync(to)
      .filter((name) => name.endsWith(".mp4"))
      .map((name) => [name, { hash: hashOf(join(to, name)), ino: statSync(join(to, name)).ino }]),
  );

describe("R51 a batch that is killed", () => {
  it(
    "loses nothing, doubles nothing and leaves nothing half-written, wherever it is killed",
    { timeout: 600_000 },
    async () => {
      const seed = Number(process.env["CRASH_SEED"] ?? Date.now() % 1_000_000);
      console.log(`CRASH_SEED=${seed}`);
      const random = randomFrom(seed);
      await makeSources();
      const script = batchScript();
      const originals = hashesIn(from);
      const started = performance.now();
      await run(script);
      const wholeMs = performance.now() - started;
      const whole = results();
      expect(Object.keys(whole)).toEqual(["a.mp4", "b.mp4", "c.mp4"]);
      rmSync(to, { recursive: true });

      let killed = 0;
      let before: Results = {};
      while (killed < kills) {
        const said = await run(script, random() * wholeMs);
        const now = existsResults();
        // What is there is whole, and what was there is the very same file.
        for (const [name, { hash }] of Object.entries(now))
          expect([name, hash]).toEqual([name, whole[name]!.hash]);
        expect(now).toMatchObject(before);
        expect(hashesIn(from)).toEqual(originals);
        before = now;
        if (said === undefined) killed += 1;
        else await begunAnew(said);
      }
      await begunAnew((await run(script))!);

      async function begunAnew(said: string) {
        const summary = JSON.parse(said) as { done: number; skipped: number; failed: unknown[] };
        expect(summary.failed).toEqual([]);
        expect(summary.done + summary.skipped).toBe(3);
        expect(readdirSync(to).toSorted()).toEqual([".nemo-batch.jsonl", ...Object.keys(whole)]);
        await untilNoProcessNames(to, 2500);
        rmSync(to, { recursive: true });
        before = {};
      }
    },
  );
});

function existsResults(): Results {
  try {
    return results();
  } catch (error) {
    // Killed before it made its folder.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
