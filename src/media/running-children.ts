import { readFileSync } from "node:fs";

/** A process, told from others that have or will have its number. */
export interface ProcessIdentity {
  pid: number;
  /** When it was started, in the system's own count; missing where the system does not say. */
  start?: string;
}

/** Undefined for one that is not running; one that is dead and not yet buried is not. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (process.platform === "linux") {
    try {
      // The name, in brackets, may have spaces and brackets of its own.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      const [state, start] = [fields[0], fields[19]];
      if (state === "Z" || state === "X") return undefined;
      return { pid, ...(start !== undefined && { start }) };
    } catch {
      return undefined;
    }
  }
  try {
    process.kill(pid, 0);
    return { pid };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? { pid } : undefined;
  }
}

/** Whether the very process is still there, and no other under its number. */
export function isRunning({ pid, start }: ProcessIdentity): boolean {
  const found = identifyProcess(pid);
  return found !== undefined && found.start === start;
}

const watchers = new Set<(child: ProcessIdentity) => void>();

/** Tells of each ffmpeg as it is started; returns how to stop that. */
export function watchChildren(watcher: (child: ProcessIdentity) => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function tellOfChild(pid: number): void {
  const child = watchers.size > 0 ? identifyProcess(pid) : undefined;
  if (child) for (const tell of watchers) tell(child);
}
