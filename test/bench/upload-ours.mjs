// One upload in a process of its own, into a session that is there already; prints the seconds that the call took, the most
// memory that the process took, in MB, and how much of that the import took.
import process from "node:process";
import { createTransport, Sessions, Upload } from "nemo-converter";
import { peakMemory } from "./peak-memory.mjs";

const [url, path] = process.argv.slice(2);
const imported = peakMemory();
const transport = createTransport({ baseUrl: url, token: "nmv_usr_bench" });
const session = await new Sessions(transport).create();
const started = performance.now();
await new Upload(transport).file(path, { session });
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, peak: peakMemory(), imported }));
