// A batch in a process of its own, with its defaults; prints what ffmpeg was given for each file.
import { resolve } from "node:path";
import process from "node:process";
import { NemoConverter } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const [folder, output, spec] = process.argv.slice(2);
const nemo = new NemoConverter({ backend: localBackend() });
const run = nemo.batch(folder, { output, spec: JSON.parse(spec) });
const used = [];
for await (const { type, input, result } of run) {
  if (type === "file-done") used.push({ source: resolve(input), arguments: result.arguments });
}
const { failed } = await run.summary;
await nemo.close();
if (failed.length > 0) throw failed[0].error;
console.log(JSON.stringify(used));
