// One conversion in a process of its own, with a quick look at its result or a full one; prints what ffmpeg was given.
import process from "node:process";
import { NemoConverter } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const [source, output, level = "quick"] = process.argv.slice(2);
const nemo = new NemoConverter({ backend: localBackend() });
const { arguments: used } = await nemo.convert(source, {
  output,
  onExists: "overwrite",
  verify: level === "full" ? "full" : true,
  spec: { reencode: true },
});
await nemo.close();
console.log(JSON.stringify(used));
