import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../errors/index.js";
import { isJobId, type JobRecord, parseJobRecord } from "./job-record.js";
import { isAlive } from "./process-identity.js";

const mostRecords = 200;
const longestDays = 14;
const day = 86_400_000;
// An owner writes every few seconds; one that has not for so long is gone, whoever has its number now.
const staleMs = 120_000;

/** Records of jobs: one file each, for their owner alone, replaced in one step. */
export class JobStore {
  readonly #folder: string | undefined;
  readonly #memory = new Map<string, JobRecord>();
  #isReady: Promise<void> | undefined;

  /** @param folder undefined: they live as long as this process */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** @throws NemoError `disk-full`, `invalid-request` for a folder that cannot be written to */
  async write(record: JobRecord): Promise<void> {
    if (this.#folder === undefined) {
      this.#memory.set(record.id, record);
      const finished = [...this.#memory.values()].filter(({ state }) => state !== "running");
      for (const { id } of finished.slice(0, -mostRecords)) this.#memory.delete(id);
      return;
    }
    await this.#ready();
    const path = this.#pathOf(record.id);
    const temporary = `${path}.${crypto.randomUUID()}.tmp`;
    try {
      await writeFile(temporary, `${JSON.stringify(record)}\n`, { mode: 0o600, flag: "wx" });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw fileError(error, path, "Writing");
    }
  }

  /** One whose process is gone is interrupted, whatever its file says. */
  async read(id: string): Promise<JobRecord | undefined> {
    if (!isJobId(id)) return undefined;
    if (this.#folder === undefined) return this.#memory.get(id);
    const text = await readFile(this.#pathOf(id), "utf8").catch(() => undefined);
    const record = text === undefined ? undefined : parseJobRecord(text);
    return record && settled(record);
  }

  /** The newest first. */
  async list(): Promise<JobRecord[]> {
    const ids = this.#folder === undefined ? [...this.#memory.keys()] : await this.#ids(this.#folder);
    const records = await Promise.all(ids.map((id) => this.read(id)));
    return records
      .filter((record) => record !== undefined)
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  async #ids(folder: string): Promise<string[]> {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
  }

  #pathOf(id: string): string {
    return join(this.#folder!, `${id}.json`);
  }

  #ready(): Promise<void> {
    this.#isReady ??= this.#prepare(this.#folder!).catch((error: unknown) => {
      // What was in the way may be gone by the next time.
      this.#isReady = undefined;
      throw error;
    });
    return this.#isReady;
  }

  async #prepare(folder: string): Promise<void> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw fileError(error, folder, "Making the folder");
    }
    await this.#prune(folder);
  }

  /** Removes what is old, what are too many, and what a killed process left half written. */
  async #prune(folder: string): Promise<void> {
    const records = (await this.list()).filter(({ state }) => state !== "running");
    const old = new Date(Date.now() - longestDays * day).toISOString();
    const needless = records.filter(({ updatedAt }, position) => position >= mostRecords || updatedAt < old);
    await Promise.all(needless.map(({ id }) => rm(this.#pathOf(id), { force: true })));
    const halves = (await readdir(folder)).filter((name) => name.endsWith(".tmp"));
    for (const path of halves.map((name) => join(folder, name))) {
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs < Date.now() - day) await rm(path, { force: true });
    }
  }
}

async function settled(record: JobRecord): Promise<JobRecord> {
  if (record.state !== "running") return record;
  const isFresh = Date.now() - Date.parse(record.updatedAt) < staleMs;
  if (isFresh && (await isAlive(record.owner))) return record;
  return { ...record, state: "interrupted", finishedAt: record.updatedAt };
}
