import { createHash } from "node:crypto";
import { lstat, mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { MadePiece } from "./join-arguments.js";

/** A finished piece, as the manifest has it. */
export interface KeptPiece extends MadePiece {
  bytes: number;
}

export interface ProgressKey {
  /** The folder in which the progress is kept, such as the result's. */
  folder: string;
  source: string;
  /** All that the pieces follow from beside the source: another value begins anew. */
  recipe: unknown;
}

interface Manifest {
  version: 1;
  key: string;
  pieces: KeptPiece[];
}

const manifestName = "pieces.json";
const ownerName = "owner.json";
// Its owner says so often that it is alive; one that has not done so for longer is gone.
const aliveMs = 15_000;
const goneMs = 90_000;

/** What has been encoded of a long file, on the disk, for a run that comes after this one. */
export class ProgressFolder {
  readonly path: string;
  readonly #manifest: Manifest;
  readonly #timer: NodeJS.Timeout;

  private constructor(path: string, manifest: Manifest) {
    this.path = path;
    this.#manifest = manifest;
    this.#timer = setInterval(
      () => void utimes(join(path, ownerName), new Date(), new Date()).catch(() => undefined),
      aliveMs,
    );
    this.#timer.unref();
  }

  /**
   * Opens the progress of this source by this recipe, or begins one; progress of the same source by another recipe is
   * removed. Undefined while somebody else works on it.
   */
  static async open({ folder, source, recipe }: ProgressKey): Promise<ProgressFolder | undefined> {
    const key = digest(JSON.stringify([await fingerprint(source), recipe]));
    const family = `.nemo-pieces-${digest(source).slice(0, 12)}`;
    const name = `${family}-${key.slice(0, 12)}`;
    const path = join(folder, name);
    await removeOthers(folder, family, name);
    await mkdir(path, { recursive: true });
    // Its name can be foretold: a link that somebody put there would lead our files elsewhere.
    if (!(await lstat(path)).isDirectory() || !(await own(path))) return undefined;
    return new ProgressFolder(path, (await readManifest(path, key)) ?? { version: 1, key, pieces: [] });
  }

  find(name: string): KeptPiece | undefined {
    return this.#manifest.pieces.find((piece) => piece.name === name);
  }

  /** Gives a finished file its name, and says so in the manifest: on the disk, before anybody relies on it. */
  async keep(temporary: string, piece: KeptPiece): Promise<void> {
    await synced(temporary);
    await rename(temporary, join(this.path, piece.name));
    this.forget(piece.name);
    this.#manifest.pieces.push(piece);
    const next = join(this.path, `${manifestName}.part`);
    await writeFile(next, JSON.stringify(this.#manifest));
    await synced(next);
    await rename(next, join(this.path, manifestName));
  }

  forget(name: string): void {
    this.#manifest.pieces = this.#manifest.pieces.filter((piece) => piece.name !== name);
  }

  /** Leaves it to a run that comes after this one. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await rm(join(this.path, ownerName), { force: true });
  }

  async remove(): Promise<void> {
    clearInterval(this.#timer);
    await rm(this.path, { recursive: true, force: true });
  }
}

async function readManifest(path: string, key: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(path, manifestName), "utf8")) as Manifest;
    return manifest.version === 1 && manifest.key === key && Array.isArray(manifest.pieces)
      ? manifest
      : undefined;
  } catch {
    return undefined;
  }
}

/** Size, time of change, and both ends: another file under this name is told from this one. */
async function fingerprint(source: string): Promise<unknown> {
  const file = await open(source, "r");
  try {
    const { size, mtimeMs } = await file.stat();
    const ends = createHash("sha256");
    for (const position of [0, Math.max(0, size - endBytes)]) {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(endBytes), position });
      ends.update(buffer.subarray(0, bytesRead));
    }
    return [size, mtimeMs, ends.digest("hex")];
  } finally {
    await file.close();
  }
}

const endBytes = 65_536;

async function removeOthers(folder: string, family: string, name: string): Promise<void> {
  const others = (await readdir(folder)).filter((each) => each.startsWith(`${family}-`) && each !== name);
  for (const other of others) {
    const path = join(folder, other);
    if (!(await isOwned(path))) await rm(path, { recursive: true, force: true });
  }
}

/** Makes this process the owner, unless somebody else is. */
async function own(path: string): Promise<boolean> {
  if (await isOwned(path)) return false;
  await rm(join(path, ownerName), { force: true });
  const owner = JSON.stringify({ pid: process.pid, host: hostname() });
  return writeFile(join(path, ownerName), owner, { flag: "wx" }).then(
    () => true,
    () => false,
  );
}

async function isOwned(path: string): Promise<boolean> {
  try {
    const file = join(path, ownerName);
    const { pid, host } = JSON.parse(await readFile(file, "utf8")) as { pid: number; host: string };
    if (Date.now() - (await stat(file)).mtimeMs > goneMs) return false;
    return host !== hostname() || isRunning(pid);
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync().finally(() => file.close());
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
