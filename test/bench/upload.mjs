import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { interleaved, median, timed, withServer } from "./measure.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Uploads to a loopback sink, in a process that runs already and has its session, against the whole of `curl -F`. */
export async function* rows({ isQuick }) {
  for (const gigabytes of isQuick ? [0.5] : [1, 4]) {
    const { throughput, ours, theirs, started, peak, imported } = await benchUpload(gigabytes);
    yield {
      what: `upload of ${gigabytes} GB, throughput (\`curl -F\` = 1)`,
      value: throughput,
      unit: "ratio",
      goal: { atLeast: 1 },
      detail: `${ours.toFixed(2)} s for the call against ${theirs.toFixed(2)} s for curl; ${started.toFixed(2)} s with the start of node and the session`,
    };
    yield {
      what: `upload of ${gigabytes} GB, memory over the import`,
      value: peak - imported,
      unit: "MB",
      goal: { atMost: 25 },
      detail: `${peak.toFixed(0)} MB at its peak`,
    };
  }
}

async function benchUpload(gigabytes, pairs = 9) {
  const folder = mkdtempSync(join(tmpdir(), "nemo-bench-"));
  const path = join(folder, "big.mp4");
  writeFileSync(path, "");
  // A file with a hole: no disk is measured, only what moves the bytes.
  truncateSync(path, gigabytes * 1024 ** 3);
  try {
    return await withServer(here("sink.mjs"), async (url) => {
      let memory = { peak: 0, imported: 0 };
      const whole = [];
      const upload = `${url}/api/upload-video/nemo_agent/me/s`;
      const ours = async () => {
        const { seconds, out } = await timed(process.execPath, [here("upload-ours.mjs"), url, path]);
        const used = JSON.parse(out);
        if (used.peak - used.imported > memory.peak - memory.imported) memory = used;
        whole.push(seconds);
        return used.seconds;
      };
      const theirs = async () => (await timed("curl", ["-sS", "-F", `files=@${path}`, upload])).seconds;
      const { ratio, ...medians } = await interleaved(pairs, ours, theirs);
      const { peak, imported } = memory;
      return { throughput: 1 / ratio, ...medians, started: median(whole), peak, imported };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
