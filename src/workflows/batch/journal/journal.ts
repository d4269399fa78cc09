import { closeSync, fstatSync, fsyncSync, openSync } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fileError } from "../../../errors/index.js";
import { identifyProcess, type ProcessIdentity, watchChildren } from "../../../media/index.js";
import { processToken } from "../../../options/index.js";
import { append } from "./append.js";
import { cleanUp } from "./clean-up.js";
import { lockJournal } from "./journal-lock.js";
import {
  type DoneRecord,
  type JournalRecord,
  Leftovers,
  readRecord,
  readRecords,
  type SentRecord,
} from "./records.js";
import { exists, isThere } from "./still-there.js";
import { keep, keyOf, type Places } from "./places.js";
import { SentMessages } from "./sent-messages.js";
import { refuseForeign, refuseLink } from "./refuse-foreign.js";

/**
 * What a batch has done, on the disk: a line for each thing, written before anything builds on it. Whoever opens it after a
 * crash first ends and removes what the crash left behind.
 */
export class Journal {
  readonly #path: string;
  readonly #file: number;
  readonly #unlock: () => Promise<void>;
  readonly #stopWatching: () => void;
  readonly #done: Places;
  readonly #sent: SentMessages;
  /** The places of those whose source has another name by now, and been seen under it. */
  readonly #seen = new Set<number>();

  private constructor(path: string, file: number, unlock: () => Promise<void>, read: Read) {
    this.#path = path;
    this.#file = file;
    this.#unlock = unlock;
    this.#done = read.done;
    this.#sent = read.sent;
    this.#stopWatching = watchChildren((child) => this.#begun(child));
  }

  /**
   * Opens a journal, or begins one.
   *
   * @throws NemoError `journal-locked` when another run uses it, `invalid-request` when it cannot be written, `disk-full`
   */
  static async open(path: string): Promise<Journal> {
    let unlock: (() => Promise<void>) | undefined;
    let file: number | undefined;
    try {
      await mkdir(dirname(path), { recursive: true });
      unlock = await lockJournal(path);
      await refuseLink(path);
      file = openSync(path, "a+", 0o600);
      refuseForeign(file, path);
      const done: Places = new Map();
      const sent = new SentMessages();
      const left = new Leftovers();
      for (const { record, at } of readRecords(file)) {
        left.add(record);
        sent.add(record);
        if (record.type === "done") keep(done, record, at);
      }
      await cleanUp(left.records);
      // A torn line must not swallow the next one; an empty one is none.
      if (fstatSync(file).size > 0) append(file, `\n${lineOf({ type: "end" })}`);
      const self = identifyProcess(process.pid) ?? { pid: process.pid };
      const at = new Date().toISOString();
      append(file, lineOf({ type: "run", token: processToken(), process: self, at }));
      return new Journal(path, file, unlock, { done, sent });
    } catch (error) {
      if (file !== undefined) closeSync(file);
      await unlock?.();
      throw fileError(error, path, "Writing the journal");
    }
  }

  /**
   * A file is about to be converted.
   *
   * @throws NemoError `disk-full`, `invalid-request`, as from all that is written here
   */
  begin(output: string): void {
    this.#write({ type: "begin", folder: dirname(output) });
  }

  /** Its files are complete and about to get their names: they are on the disk before anything says that they are done. */
  async ready(output: string, files: readonly { temporary: string; path: string }[]): Promise<void> {
    await Promise.all(files.map(({ temporary, path }) => sync(temporary, path)));
    if (files.length < 2) return;
    const known = files.map(async ({ temporary, path }) => ({ path, ino: (await stat(temporary)).ino }));
    this.#write({ type: "ready", output, files: await Promise.all(known) });
  }

  /** It is done; from here on no crash undoes that. */
  done(record: Omit<DoneRecord, "type">): void {
    const full: DoneRecord = { type: "done", ...record };
    keep(this.#done, full, this.#write(full, { isSynced: true }));
  }

  /** A message is about to be sent that may be charged, or nothing of it is left to be fetched. */
  note(record: Extract<JournalRecord, { type: "sent" | "settled" }>): void {
    this.#write(record, { isSynced: true });
  }

  /** What an earlier run sent for this content, and did not bring to its end; given to one file alone. */
  takeSent(source: string, spec: string, input: string): SentRecord | undefined {
    return this.#sent.take(source, spec, input);
  }

  /**
   * The output of a file that was done already, also under another name. A second file of the same content is none, as long as
   * the first one is still there.
   */
  async find(source: string, spec: string, input: string): Promise<string | undefined> {
    const same = this.#recorded(source, spec);
    for (const { record } of same) {
      if (record.input === input && (await isThere(record))) return record.output;
    }
    for (const { record, at } of same) {
      if (this.#seen.has(at) || !(await isThere(record)) || (await exists(record.input))) continue;
      this.#seen.add(at);
      return record.output;
    }
    return undefined;
  }

  /** The latest first. */
  #recorded(source: string, spec: string): { record: DoneRecord; at: number }[] {
    return (this.#done.get(keyOf(source)) ?? []).toReversed().flatMap((at) => {
      const record = readRecord(this.#file, at);
      const isSame = record?.type === "done" && record.source === source && record.spec === spec;
      return isSame ? [{ record, at }] : [];
    });
  }

  async close(): Promise<void> {
    this.#stopWatching();
    try {
      this.#write({ type: "end" });
    } catch {
      // All is done; whoever opens it next looks for what is left, and finds nothing.
    } finally {
      closeSync(this.#file);
      await this.#unlock();
    }
  }

  /** One that is not written down is still ended by its watchdog; the next line that a file needs says what is wrong. */
  #begun(child: ProcessIdentity): void {
    try {
      this.#write({ type: "child", process: child });
    } catch {
      // Another conversion's child, perhaps, which has nothing to do with this journal.
    }
  }

  /** @returns where it begins */
  #write(record: JournalRecord, { isSynced = false } = {}): number {
    try {
      const at = append(this.#file, lineOf(record));
      if (isSynced) fsyncSync(this.#file);
      return at;
    } catch (error) {
      throw fileError(error, this.#path, "Writing the journal");
    }
  }
}

function lineOf(record: JournalRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** What a journal says of earlier runs. */
interface Read {
  done: Places;
  sent: SentMessages;
}

async function sync(temporary: string, path: string): Promise<void> {
  try {
    const file = await open(temporary, "r+");
    await file.datasync().finally(() => file.close());
  } catch (error) {
    throw fileError(error, path, "Writing");
  }
}
