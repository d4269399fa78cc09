import { existsSync, readFileSync } from "node:fs";
import process from "node:process";

/** The most memory that this process ever held, in MB. What `resourceUsage()` says begins with that of the parent on Linux. */
export function peakMemory() {
  const status = "/proc/self/status";
  if (!existsSync(status)) return process.resourceUsage().maxRSS / 1024;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8"))[1]) / 1024;
}
