// One upload in a process of its own; prints the seconds that the call took, the most memory that the process took, in MB,
// and how much of that the import took.
import process from "node:process";
import { createTransport, Upload } from "nemo-converter";
import { peakMemory } from "./peak-memory.mjs";

const [url, path] = process.argv.slice(2);
const imported = peakMemory();
const started = performance.now();
await new Upload(createTransport({ baseUrl: url, token: "nmv_usr_bench" })).file(path);
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, peak: peakMemory(), imported }));
