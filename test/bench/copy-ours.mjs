// One conversion; prints the seconds that the call took.
import process from "node:process";
import { NemoConverter } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const [how, source, output] = process.argv.slice(2);
const spec = how === "encode" ? { reencode: true } : {};
const nemo = new NemoConverter({ backend: localBackend() });
const started = performance.now();
const { route } = await nemo.convert(source, { output, onExists: "overwrite", keepLarger: true, spec });
const seconds = (performance.now() - started) / 1000;
await nemo.close();
if (route !== how) throw new Error(`The route was ${route}.`);
console.log(seconds);
