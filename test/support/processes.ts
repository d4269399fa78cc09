import { readdirSync, readFileSync } from "node:fs";

/** Command lines of all processes that name `text`, from /proc; a process that has ended is none. */
export function processesNaming(text: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(commandLine)
    .filter((line) => line.includes(text));
}

function commandLine(pid: string): string {
  try {
    // A zombie has no command line any more.
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** Waits until no process names `text`; fails when one is left after `ms`. */
export async function untilNoProcessNames(text: string, ms: number): Promise<void> {
  const until = Date.now() + ms;
  while (processesNaming(text).length > 0) {
    if (Date.now() > until) throw new Error(`Still running: ${processesNaming(text).join("; ")}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
