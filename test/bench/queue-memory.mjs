import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { timed } from "./measure.mjs";
import { withRedis } from "./redis.mjs";

const ours = fileURLToPath(new URL("enqueue-many.mjs", import.meta.url));

// V8 takes what the system gives before it collects; what is enough for it is what a batch needs.
const heap = "--max-old-space-size=64";

/** Memory of a long batch: what enqueues and follows it, beside a worker with a stub for conversions. */
export async function* rows({ isQuick }) {
  const entries = isQuick ? 20_000 : 100_000;
  const folder = mkdtempSync(join(tmpdir(), "nemo-bench-"));
  try {
    const found = await withRedis((url) => run([url, "many", join(folder, "mp4"), String(entries)]));
    const names = {
      enqueue: "enqueued and followed",
      work: "worked on",
    };
    for (const [role, { megabytes, seconds }] of Object.entries(found)) {
      yield {
        what: `${entries} entries of a queue ${names[role]}, memory at its peak`,
        value: megabytes,
        unit: "MB",
        goal: { atMost: 200 },
        detail: `conversions stubbed, a heap of 64 MB each, ${Math.round(entries / seconds)} entries a second`,
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  async function run(more) {
    const worker = timedWorker(more);
    const enqueue = await part("enqueue", more);
    return { enqueue, work: { ...(await worker.end()), seconds: enqueue.seconds } };
  }

  async function part(role, more) {
    const { out, seconds } = await timed(process.execPath, [heap, ours, role, ...more]);
    const { total, megabytes } = JSON.parse(out);
    if (total !== entries) throw new Error(`${total} of ${entries} entries were told of.`);
    return { megabytes, seconds };
  }
}

function timedWorker(more) {
  const child = spawn(process.execPath, [heap, ours, "work", ...more], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
  return {
    end: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      return JSON.parse(out);
    },
  };
}
