// One upload in a process of its own; prints the most memory that it took, in MB, and how much of that the import took.
import process from "node:process";
import { createTransport, Upload } from "nemo-converter";

const [url, path] = process.argv.slice(2);
const imported = process.resourceUsage().maxRSS / 1024;
await new Upload(createTransport({ baseUrl: url, token: "nmv_usr_bench" })).file(path);
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS / 1024, imported }));
