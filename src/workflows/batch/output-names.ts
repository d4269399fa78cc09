import { basename, dirname, extname, join, resolve } from "node:path";
import { safeFileName } from "../../conversion/index.js";
import type { BatchEntry } from "./batch-entry.js";
import { NameHashes } from "./name-hashes.js";

/** Gives each file of a batch a name for its result that no other has. */
export class OutputNames {
  readonly #output: string | undefined;
  readonly #taken = new NameHashes();

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
    entry: BatchEntry,
    source: string | undefined,
    isTaken: (path: string, source: string | undefined) => Promise<boolean> = () => Promise.resolve(false),
  ): Promise<string> {
    for (const path of this.#candidates(entry, source)) {
      if (this.#taken.has(sameOnAll(path)) || (await isTaken(path, source))) continue;
      // It may have been reserved while somebody looked whose it is.
      if (this.reserve(path)) return path;
    }
    throw new Error("There is always another number.");
  }

  /** The name that a file would have if no other wanted it. */
  propose(entry: BatchEntry, source: string | undefined): string {
    const [first] = this.#candidates(entry, source);
    return first!;
  }

  /** The folder in which the result of a file lies. */
  folderOf({ folder }: BatchEntry, source: string | undefined): string {
    if (this.#output !== undefined) return join(this.#output, folder);
    return source === undefined ? resolve() : dirname(source);
  }

  /** A name that no result may have from now on; false where it is taken already. Absolute. */
  reserve(path: string): boolean {
    return this.#taken.add(sameOnAll(path));
  }

  *#candidates(entry: BatchEntry, source: string | undefined): Generator<string> {
    const name = source === undefined ? safeFileName(nameOfUrl(entry.name), "video") : basename(source);
    const into = this.folderOf(entry, source);
    for (const candidate of candidates(name)) {
      const path = join(into, candidate);
      if (path !== source) yield path;
    }
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
  const path = URL.canParse(name) ? new URL(name).pathname : name;
  const last = path.split("/").pop() ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** On some file systems `A.mp4` and `a.mp4` are one file. */
function sameOnAll(path: string): string {
  return path.toLowerCase();
}
