import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";

/** Command lines of other processes that name `text`, from /proc. */
export function processesNaming(text) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    })
    .filter((line) => line.includes(text));
}
