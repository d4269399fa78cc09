// One conversion in a process of its own; prints what ffmpeg was given.
import process from "node:process";
import { NemoConverter } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const [source, output] = process.argv.slice(2);
const nemo = new NemoConverter({ backend: localBackend() });
const { arguments: used } = await nemo.convert(source, {
  output,
  onExists: "overwrite",
  spec: { reencode: true },
});
await nemo.close();
console.log(JSON.stringify(used));
