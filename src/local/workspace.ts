import { rmSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "nemo-converter-work-";

/** A folder for files that live as long as the backend; made when it is first needed. */
export class Workspace {
  readonly #given: string | undefined;
  #folder: Promise<string> | undefined;
  #removeAtExit: (() => void) | undefined;

  constructor(directory: string | undefined) {
    this.#given = directory;
  }

  /** A path that nobody else uses. */
  async newPath(suffix = ""): Promise<string> {
    this.#folder ??= this.#create();
    return join(await this.#folder, `${crypto.randomUUID()}${suffix}`);
  }

  async remove(): Promise<void> {
    if (!this.#folder) return;
    const folder = await this.#folder;
    this.#folder = undefined;
    if (this.#removeAtExit) process.off("exit", this.#removeAtExit);
    await rm(folder, { recursive: true, force: true });
  }

  async #create(): Promise<string> {
    const base = this.#given ?? tmpdir();
    await mkdir(base, { recursive: true });
    await sweep(base);
    const folder = join(base, `${prefix}${process.pid}-${crypto.randomUUID().slice(0, 8)}`);
    await mkdir(folder, { mode: 0o700 });
    this.#removeAtExit = () => rmSync(folder, { recursive: true, force: true });
    process.once("exit", this.#removeAtExit);
    return folder;
  }
}

/** Removes what processes left behind that were killed. */
async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split("-")[0]) : NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) {
      await rm(join(base, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
