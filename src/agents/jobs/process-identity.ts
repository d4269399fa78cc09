import { readFile } from "node:fs/promises";

/** Which process it is; numbers alone are given out again. */
export interface ProcessIdentity {
  pid: number;
  /** When it was started, in the system's own count; where the system tells. */
  startedAt?: string;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  const startedAt = await startOf(process.pid);
  return { pid: process.pid, ...(startedAt !== undefined && { startedAt }) };
}

/** Whether that very process is still there. */
export async function isAlive({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = await startOf(pid);
  return startedAt === undefined || now === undefined || now === startedAt;
}

/** From /proc, which not every system has. */
async function startOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The name of the program, in parentheses, may hold anything; the start is the 20th field after it.
  return text?.slice(text.lastIndexOf(")") + 2).split(" ")[19];
}
