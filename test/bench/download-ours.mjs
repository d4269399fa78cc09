// One download in a process of its own; prints the seconds that the call took, the most memory that the process took, in
// MB, and how much of that the import took.
import process from "node:process";
import { createTransport, Render } from "nemo-converter";
import { peakMemory } from "./peak-memory.mjs";

const [url, path] = process.argv.slice(2);
const imported = peakMemory();
const transport = createTransport({ baseUrl: new URL(url).origin, token: "nmv_usr_bench" });
const started = performance.now();
await new Render(transport).download({ id: "render_1", url, status: "completed" }, path);
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, peak: peakMemory(), imported }));
