import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fileError } from "../../../errors/index.js";
import { identifyProcess, watchChildren } from "../../../media/index.js";
import { processToken } from "../../../options/index.js";
import { cleanUp } from "./clean-up.js";
import { lockJournal } from "./journal-lock.js";
import { type DoneRecord, type JournalRecord, readRecords } from "./records.js";

/**
 * What a batch has done, on the disk: a line for each thing, written before anything builds on it. Whoever opens it after a
 * crash first ends and removes what the crash left behind.
 */
export class Journal {
  readonly #file: number;
  readonly #unlock: () => Promise<void>;
  readonly #stopWatching: () => void;
  readonly #done = new Map<string, DoneRecord[]>();
  /** Whose source has another name by now, and been seen under it. */
  readonly #seen = new Set<DoneRecord>();

  private constructor(file: number, unlock: () => Promise<void>, records: readonly JournalRecord[]) {
    this.#file = file;
    this.#unlock = unlock;
    for (const record of records) if (record.type === "done") this.#keep(record);
    this.#stopWatching = watchChildren((child) => this.#write({ type: "child", process: child }));
  }

  /**
   * Opens a journal, or begins one.
   *
   * @throws NemoError `journal-locked` when another run uses it, `invalid-request` when it cannot be written, `disk-full`
   */
  static async open(path: string): Promise<Journal> {
    let unlock: (() => Promise<void>) | undefined;
    try {
      await mkdir(dirname(path), { recursive: true });
      unlock = await lockJournal(path);
      const file = openSync(path, "a+", 0o600);
      const text = readFileSync(path, "utf8");
      const records = readRecords(text);
      await cleanUp(records.slice(records.findLastIndex(({ type }) => type === "end") + 1));
      // A torn line must not swallow the next one.
      if (text !== "" && !text.endsWith("\n")) writeSync(file, "\n");
      const journal = new Journal(file, unlock, records);
      if (text !== "") journal.#write({ type: "end" });
      const self = identifyProcess(process.pid) ?? { pid: process.pid };
      journal.#write({ type: "run", token: processToken(), process: self, at: new Date().toISOString() });
      return journal;
    } catch (error) {
      await unlock?.();
      throw fileError(error, path, "Writing the journal");
    }
  }

  /** A file is about to be converted. */
  begin(output: string): void {
    this.#write({ type: "begin", folder: dirname(output) });
  }

  /** Its files are complete and about to get their names: they are on the disk before anything says that they are done. */
  async ready(output: string, files: readonly { temporary: string; path: string }[]): Promise<void> {
    await Promise.all(files.map(({ temporary }) => sync(temporary)));
    if (files.length < 2) return;
    const known = files.map(async ({ temporary, path }) => ({ path, ino: (await stat(temporary)).ino }));
    this.#write({ type: "ready", output, files: await Promise.all(known) });
  }

  /** It is done; from here on no crash undoes that. */
  done(record: Omit<DoneRecord, "type">): void {
    const full: DoneRecord = { type: "done", ...record };
    this.#keep(full);
    this.#write(full);
    fsyncSync(this.#file);
  }

  /**
   * The output of a file that was done already, also under another name. A second file of the same content is none, as long as
   * the first one is still there.
   */
  async find(source: string, spec: string, input: string): Promise<string | undefined> {
    const same = (this.#done.get(`${source} ${spec}`) ?? []).toReversed();
    for (const record of same) if (record.input === input && (await isThere(record))) return record.output;
    for (const record of same) {
      if (this.#seen.has(record) || !(await isThere(record)) || (await exists(record.input))) continue;
      this.#seen.add(record);
      return record.output;
    }
    return undefined;
  }

  async close(): Promise<void> {
    this.#stopWatching();
    this.#write({ type: "end" });
    closeSync(this.#file);
    await this.#unlock();
  }

  #keep(record: DoneRecord): void {
    const key = `${record.source} ${record.spec}`;
    this.#done.set(key, [...(this.#done.get(key) ?? []), record]);
  }

  /** In one call, which a kill leaves whole or not at all, or torn at its end. */
  #write(record: JournalRecord): void {
    writeSync(this.#file, `${JSON.stringify(record)}\n`);
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.datasync().finally(() => file.close());
}

async function isThere({ output, bytes }: DoneRecord): Promise<boolean> {
  return stat(output).then(
    ({ size }) => size === bytes,
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
