import { type FileHandle, mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { processToken } from "../options/index.js";
import { isObject } from "../wire/index.js";
import type { Settlement, TurnRecord } from "./turn-record.js";

/** A record with the process that it is the business of. */
export interface KeptRecord extends TurnRecord {
  process: string;
}

type Line = KeptRecord | ({ id: string } & Settlement);

// Two such files at the most; a turn is about 600 bytes.
const mostBytes = 1_000_000;

/**
 * The ledger on disk: a line when a message is sent and one when it is settled, in a file of mode 0600. Lines are only ever
 * added, so that several processes may write and a crash loses nothing.
 */
export class LedgerFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async add(line: TurnRecord | ({ id: string } & Settlement)): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const kept = "sentAt" in line ? { ...line, process: thisProcess() } : line;
    const file = await open(this.#path, "a+", 0o600);
    try {
      await file.chmod(0o600);
      await appendLine(file, JSON.stringify(kept));
      // What is about to be sent has to be known even when the power fails.
      if ("sentAt" in line) await file.datasync();
      await this.#turnOver(file);
    } finally {
      await file.close();
    }
  }

  /** What is damaged, or missing, counts as nothing. */
  async read(): Promise<KeptRecord[]> {
    const records = new Map<string, KeptRecord>();
    for (const line of [...(await linesOf(this.#oldPath)), ...(await linesOf(this.#path))]) {
      const known = records.get(line.id);
      if (known) records.set(line.id, { ...known, ...line });
      else if ("sentAt" in line) records.set(line.id, line);
    }
    return [...records.values()];
  }

  get #oldPath(): string {
    return `${this.#path}.old`;
  }

  async #turnOver(file: FileHandle): Promise<void> {
    const { size, ino } = await file.stat();
    if (size <= mostBytes) return;
    // Another process may have put a new file in its place already.
    const found = await stat(this.#path).catch(() => undefined);
    if (found?.ino === ino) await rename(this.#path, this.#oldPath);
  }
}

/** Whoever died in the middle of a line must not spoil the next one. */
async function appendLine(file: FileHandle, text: string): Promise<void> {
  const { size } = await file.stat();
  const last = size === 0 ? undefined : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
  const gap = last === undefined || last === 0x0a ? "" : "\n";
  await file.write(`${gap}${text}\n`);
}

/** Whether the process that sent a message can still hear of it. */
export function isAlive({ process: owner }: KeptRecord): boolean {
  const [pid, host, token] = owner.split(" ");
  // Nobody can know of another machine's.
  if (host !== hostname()) return true;
  // In a container that was started anew, the process before this one had the same number.
  if (Number(pid) === process.pid) return token === processToken();
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function thisProcess(): string {
  return `${process.pid} ${hostname()} ${processToken()}`;
}

async function linesOf(path: string): Promise<Line[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").flatMap(parse);
}

function parse(line: string): Line[] {
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value) || typeof value["id"] !== "string") return [];
    const isSent = ["sessionId", "message", "state", "baseUrl", "process"].every(
      (key) => typeof value[key] === "string",
    );
    const isWhole = "sentAt" in value ? isSent && typeof value["sentAt"] === "number" : "outcome" in value;
    return isWhole ? [value as unknown as Line] : [];
  } catch {
    return [];
  }
}
