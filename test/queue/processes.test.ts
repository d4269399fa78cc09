import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { enqueueBatch } from "../../src/queue/index.js";
import { builtFile } from "../support/built-package.js";
import { h264, makeClip, picture, tone } from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { streamsOf } from "../support/look.js";
import { untilNoProcessNames } from "../support/processes.js";
import { hasRedis, sharedRedis } from "../support/redis.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** A worker as a process of its own, and what it said. */
class WorkerProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown[]>;
  #said = "";

  constructor(redis: string, queue: string, home: string, ...more: string[]) {
    const args = ["worker", "--redis", redis, "--queue", queue, "--lock", "2", "--json", ...more];
    this.child = spawn(process.execPath, [builtFile("cli.js"), ...args], {
      env: { PATH: process.env["PATH"] ?? "", HOME: home },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    this.ended = once(this.child, "exit");
    onTestFinished(async () => {
      this.child.kill("SIGKILL");
      await this.ended;
    });
  }

  /** The sources of which it said `message`. */
  sources(message: "file begun" | "file done"): string[] {
    const whole = this.#said.slice(0, this.#said.lastIndexOf("\n") + 1);
    return jsonLines(whole).flatMap((line) => (line["message"] === message ? [String(line["source"])] : []));
  }
}

const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

describe.skipIf(!hasRedis())("R65 workers as processes", () => {
  const redis = sharedRedis();

  async function footageOf(folder: string, count: number, seconds: number): Promise<string[]> {
    const footage = join(folder, "footage");
    mkdirSync(footage);
    const names = Array.from({ length: count }, (_, index) => join(footage, `clip${index}.mkv`));
    for (const [index, name] of names.entries()) {
      await makeClip(
        name,
        ...picture("320x180", "25", seconds),
        ...tone(seconds, 48_000),
        ...h264,
        ...["-c:a", "ac3", "-metadata", `title=${index}`],
      );
    }
    return names;
  }

  const spec = { reencode: true, video: { codec: "h264", preset: "veryslow" } } as const;

  it("three of them convert each file exactly once, although one is killed in the middle of a job", async () => {
    const folder = temporaryFolder();
    const files = await footageOf(folder, 9, 4);
    const originals = files.map(hashOf);
    const output = join(folder, "mp4");
    const queue = `q-${crypto.randomUUID()}`;
    const workers = [1, 2, 3].map(() => new WorkerProcess(redis.url(), queue, folder));
    const batch = enqueueBatch(join(folder, "footage"), { redis: redis.url(), queue, output, spec });
    const running = batch.summary;
    const victim = await vi.waitFor(() => {
      const busy = workers.find((worker) => {
        const begun = worker.sources("file begun").length;
        return begun >= 2 && begun > worker.sources("file done").length;
      });
      expect(busy).toBeDefined();
      return busy!;
    }, 60_000);
    victim.child.kill("SIGKILL");
    const lost = victim
      .sources("file begun")
      .filter((source) => !victim.sources("file done").includes(source));
    const summary = await running;
    expect(summary).toMatchObject({ total: 9, done: 9, skipped: 0, failed: [] });
    const done = workers.flatMap((worker) => worker.sources("file done"));
    expect(done.sort()).toEqual(files);
    expect(lost).toHaveLength(1);
    expect(readdirSync(output).sort()).toEqual(files.map((_, index) => `clip${index}.mp4`));
    for (const name of readdirSync(output)) {
      expect((await streamsOf(join(output, name))).map(({ codec_name }) => codec_name)).toEqual([
        "h264",
        "aac",
      ]);
    }
    expect(files.map(hashOf)).toEqual(originals);
    for (const worker of workers) worker.child.kill("SIGTERM");
    await Promise.all(workers.map(({ ended }) => ended));
    await untilNoProcessNames(folder, 5000);
  }, 180_000);

  it("a worker that comes back after its file was taken over changes nothing", async () => {
    const folder = temporaryFolder();
    const [file] = await footageOf(folder, 1, 4);
    const output = join(folder, "mp4");
    const queue = `q-${crypto.randomUUID()}`;
    const first = new WorkerProcess(redis.url(), queue, folder);
    const batch = enqueueBatch(file!, {
      ...{ redis: redis.url(), queue, output, spec },
      onExists: "overwrite",
    });
    const summary = batch.summary;
    await vi.waitFor(() => expect(first.sources("file begun")).toEqual([file]), 60_000);
    first.child.kill("SIGSTOP");
    const second = new WorkerProcess(redis.url(), queue, folder);
    expect(await summary).toMatchObject({ done: 1, failed: [] });
    expect(second.sources("file done")).toEqual([file]);
    const before = statSync(join(output, "clip0.mp4"));
    first.child.kill("SIGCONT");
    first.child.kill("SIGTERM");
    expect((await first.ended)[0]).toBe(0);
    const after = statSync(join(output, "clip0.mp4"));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(readdirSync(output)).toEqual(["clip0.mp4"]);
  }, 180_000);

  it("the command line enqueues, follows and takes back", async () => {
    const folder = temporaryFolder();
    const [file] = await footageOf(folder, 1, 1);
    const env = { NEMO_REDIS_URL: redis.url() };
    const place = ["--queue", `q-${crypto.randomUUID()}`, "--json"];
    const more = ["-o", join(folder, "mp4"), "--id", "one", "--detach"];
    const enqueued = await nemo(["enqueue", file!, ...more, ...place], { env });
    expect(jsonLines(enqueued.out)).toEqual([{ type: "batch", id: "one" }]);
    const cancelled = await nemo(["follow", "one", "--cancel", ...place], { env });
    expect(jsonLines(cancelled.out).at(-1)).toMatchObject({ type: "summary", total: 0 });
    await nemo(["enqueue", file!, ...more, ...place], { env });
    new WorkerProcess(redis.url(), place[1]!, folder);
    const followed = await nemo(["follow", "one", ...place], { env });
    expect(followed.code).toBe(0);
    expect(jsonLines(followed.out).at(-1)).toMatchObject({ type: "summary", total: 1, done: 1, failed: [] });
  }, 60_000);

  it("says where Redis is missing, and what to start", async () => {
    const nowhere = await nemo(["worker", "--redis", "redis://:planted@127.0.0.1:1"]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toMatch(/Redis at 127\.0\.0\.1:1 cannot be reached/);
    expect(nowhere.err).toMatch(/apt-get install redis-server/);
    expect(nowhere.err).not.toContain("planted");
    expect((await nemo(["worker"])).code).toBe(2);
  });
});
