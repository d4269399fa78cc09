// Three results of one master in a process of its own, together or one after the other.
import { join } from "node:path";
import process from "node:process";
import { NemoConverter } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const [how, source, output] = process.argv.slice(2);
const height = (pixels) => ({ reencode: true, video: { height: pixels, keyframeInterval: 2 } });
const variants = { "1080p": height(1080), "720p": height(720), "480p": height(480) };
const options = { onExists: "overwrite", keepLarger: true };
const nemo = new NemoConverter({ backend: localBackend() });
if (how === "together") await nemo.variants(source, variants, { ...options, output });
else {
  for (const [name, spec] of Object.entries(variants)) {
    await nemo.convert(source, { ...options, spec, output: join(output, `apart.${name}.mp4`) });
  }
}
await nemo.close();
