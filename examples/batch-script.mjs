// Converts every video of a folder, two at a time; one that fails does not stop the others.
//
//   node examples/batch-script.mjs ./footage ./mp4 "1080p, AAC audio at 192k"
//
// Run it again and it goes on where it stopped: what is there already is skipped.
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { NemoConverter, NemoError } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const [from, to, request] = process.argv.slice(2);
if (!from || !to) {
  console.error('usage: node examples/batch-script.mjs <folder> <folder> ["<what is wanted>"]');
  process.exit(2);
}

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());

const nemo = new NemoConverter({ backend: localBackend({ concurrency: 2 }) });
const files = (await readdir(from)).filter((name) => /\.(mov|mkv|avi|webm|mp4|mts|mxf|flv|wmv)$/i.test(name));
const failed = [];
let before = 0;
let after = 0;

await mkdir(to, { recursive: true });
await Promise.all([worker(), worker()]);
await nemo.close();

console.log(`${before} bytes became ${after}; ${failed.length} failed`);
for (const { name, error } of failed) console.log(`  ${name}: ${error.message} ${error.action.message}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function worker() {
  for (let name = files.shift(); name !== undefined; name = files.shift()) {
    try {
      const options = {
        output: to,
        onExists: "skip",
        signal: interrupted.signal,
        ...(request && { request }),
      };
      const { source, bytes, route } = await nemo.convert(join(from, name), options);
      before += source.bytes ?? 0;
      after += bytes;
      console.log(`${name}: ${route}`);
    } catch (error) {
      if (!NemoError.isInstance(error)) throw error;
      failed.push({ name, error });
    }
  }
}
