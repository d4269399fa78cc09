import { createHash } from "node:crypto";
import { basename, dirname, extname, join, resolve } from "node:path";
import { safeFileName } from "../../conversion/index.js";
import type { BatchEntry } from "./batch-entry.js";

/** Beyond so many names the first are forgotten: an endless batch must not grow. */
const mostRemembered = 1_000_000;

/** Gives each file of a batch a name for its result that no other has. */
export class OutputNames {
  readonly #output: string | undefined;
  /** Hashes, because the names themselves would take a hundred bytes each. */
  readonly #taken = new Set<number>();

  /** @param output the folder in which the tree of the inputs is mirrored; undefined: beside each source */
  constructor(output: string | undefined) {
    this.#output = output === undefined ? undefined : resolve(output);
  }

  /**
   * `clip.mp4` for `clip.mov`; where another file has that, `clip.mov.mp4`, then `clip (1).mp4`.
   *
   * @param source absolute, where it is a file
   * @param isTaken whether a name is somebody else's besides
   */
  async claim(
    { name, folder }: BatchEntry,
    source: string | undefined,
    isTaken: (path: string) => Promise<boolean> = () => Promise.resolve(false),
  ): Promise<string> {
    const into =
      this.#output === undefined ? (source ? dirname(source) : resolve()) : join(this.#output, folder);
    for (const candidate of candidates(
      source === undefined ? safeFileName(nameOfUrl(name), "video") : basename(source),
    )) {
      const path = join(into, candidate);
      const hash = hashOf(path);
      if (path === source || this.#taken.has(hash) || (await isTaken(path))) continue;
      this.#remember(hash);
      return path;
    }
    throw new Error("There is always another number.");
  }

  /** A name that no result may have. Absolute. */
  reserve(path: string): void {
    this.#remember(hashOf(path));
  }

  #remember(hash: number): void {
    this.#taken.add(hash);
    if (this.#taken.size <= mostRemembered) return;
    const [oldest] = this.#taken;
    if (oldest !== undefined) this.#taken.delete(oldest);
  }
}

function* candidates(name: string): Generator<string> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length) || "video";
  yield `${stem}.mp4`;
  yield extension.toLowerCase() === ".mp4" ? `${stem}.converted.mp4` : `${name}.mp4`;
  for (let number = 1; ; number += 1) yield `${stem} (${number}).mp4`;
}

function nameOfUrl(name: string): string {
  if (!/^https?:/i.test(name)) return name;
  const { pathname } = new URL(name);
  const last = pathname.split("/").pop() ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** On some file systems `A.mp4` and `a.mp4` are one file. */
function hashOf(path: string): number {
  return createHash("sha256").update(path.toLowerCase()).digest().readUIntBE(0, 6);
}
