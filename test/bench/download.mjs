import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { interleaved, median, timed, withServer } from "./measure.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Downloads from loopback, in a process that runs already, against the whole of `curl -o`. */
export async function* rows({ isQuick }) {
  for (const gigabytes of isQuick ? [0.5] : [1, 4]) {
    const { throughput, ours, theirs, started, over, peak } = await benchDownload(gigabytes);
    yield {
      what: `download of ${gigabytes} GB, throughput (\`curl -o\` = 1)`,
      value: throughput,
      unit: "ratio",
      goal: { atLeast: 0.7 },
      detail: `${ours.toFixed(2)} s for the call against ${theirs.toFixed(2)} s for curl; ${started.toFixed(2)} s with the start of node`,
    };
    yield {
      what: `download of ${gigabytes} GB, memory over the import`,
      value: over,
      unit: "MB",
      // What Node lets pile up of the pieces of a connection before it collects them, whatever the size of the file.
      goal: { atMost: 80 },
      detail: `${peak.toFixed(0)} MB at its peak`,
    };
  }
}

async function benchDownload(gigabytes, pairs = 5) {
  const bytes = gigabytes * 1024 ** 3;
  const folder = mkdtempSync(join(folderWithoutDisk(2 * bytes), "nemo-bench-"));
  const path = join(folder, "big.mp4");
  try {
    return await withServer(here("file-source.mjs"), async (origin) => {
      const url = `${origin}/file?bytes=${bytes}`;
      const runs = [];
      const ours = async () => {
        const { seconds, out } = await timed(process.execPath, [here("download-ours.mjs"), url, path]);
        rmSync(path);
        runs.push({ whole: seconds, ...JSON.parse(out) });
        return runs.at(-1).seconds;
      };
      const theirs = async () => {
        const { seconds } = await timed("curl", ["-sS", "-o", path, url]);
        rmSync(path);
        return seconds;
      };
      const { ratio, ...medians } = await interleaved(pairs, ours, theirs);
      return {
        throughput: 1 / ratio,
        ...medians,
        started: median(runs.map(({ whole }) => whole)),
        over: Math.max(...runs.map(({ peak, imported }) => peak - imported)),
        peak: Math.max(...runs.map(({ peak }) => peak)),
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In memory where there is room: no disk is to be measured. */
function folderWithoutDisk(bytes) {
  const inMemory = "/dev/shm";
  if (!existsSync(inMemory)) return tmpdir();
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize > bytes ? inMemory : tmpdir();
}
