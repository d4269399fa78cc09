import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { BatchTask } from "./batch-task.js";
import type { Journal } from "./journal/journal.js";
import { hashOfName, type Mark, markOf } from "./mark.js";
import type { OutputNames } from "./output-names.js";

// Beyond so many folders what is known of the first is forgotten.
const mostFolders = 100;

/** Knows which files were done already: by the journal, and by what the results say of themselves where there is none. */
export class DoneBefore {
  readonly #digest: string;
  readonly #journal: Journal | undefined;
  readonly #names: OutputNames;
  readonly #folders = new Map<string, Promise<Map<string, string[]>>>();

  constructor(digest: string, journal: Journal | undefined, names: OutputNames) {
    this.#digest = digest;
    this.#journal = journal;
    this.#names = names;
  }

  /**
   * Where the result of this very content lies, made as it is wanted now. It is nobody else's to replace from now on; one whose
   * name another file of this run has taken already is as good as gone.
   */
  async find({ path, output, content }: BatchTask): Promise<string | undefined> {
    if (path === undefined || content === undefined) return undefined;
    const { fingerprint } = content;
    const known = await this.#journal?.find(fingerprint, this.#digest, path);
    const isKept = known !== undefined && (await this.#isStillResult(known, fingerprint));
    if (isKept && (known === output || this.#names.reserve(known))) return known;
    const found = (await this.#isResult(output, fingerprint))
      ? output
      : await this.#renamed(path, output, fingerprint);
    if (found !== undefined) {
      const { size } = await stat(found);
      this.#journal?.done({
        source: fingerprint,
        spec: this.#digest,
        input: path,
        output: found,
        bytes: size,
      });
    }
    return found;
  }

  async #isResult(path: string, fingerprint: string): Promise<boolean> {
    return this.#isOf(await markOf(path), fingerprint);
  }

  /** A journal knows how long a result was; another one of that length may lie there by now. */
  async #isStillResult(path: string, fingerprint: string): Promise<boolean> {
    const mark = await markOf(path);
    return mark === undefined || this.#isOf(mark, fingerprint);
  }

  #isOf(mark: Mark | undefined, fingerprint: string): boolean {
    return mark?.spec === this.#digest && mark.source === fingerprint;
  }

  /** A result beside the one that is to be made, from a source that has another name by now. */
  async #renamed(path: string, output: string, fingerprint: string): Promise<string | undefined> {
    const folder = dirname(output);
    let results = this.#folders.get(folder);
    if (!results) {
      results = resultsIn(folder, this.#digest);
      this.#folders.set(folder, results);
      const oldest = this.#folders.keys().next().value;
      if (this.#folders.size > mostFolders && oldest !== undefined) this.#folders.delete(oldest);
    }
    for (const result of (await results).get(fingerprint) ?? []) {
      // A second file of the same content, whose first is still there, is a file of its own.
      if (await hasSource(result, path)) continue;
      if ((await this.#isResult(result, fingerprint)) && this.#names.reserve(result)) return result;
    }
    return undefined;
  }
}

/** The results of this batch in a folder, by the fingerprints of their sources. */
async function resultsIn(folder: string, digest: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const name of await readdir(folder).catch(() => [])) {
    if (extname(name) !== ".mp4") continue;
    const path = join(folder, name);
    const mark = await markOf(path);
    if (mark?.spec !== digest || mark.source === undefined) continue;
    found.set(mark.source, [...(found.get(mark.source) ?? []), path]);
  }
  return found;
}

/** Whether the file that a result was made of is still there, beside `path` and not `path` itself. */
async function hasSource(result: string, path: string): Promise<boolean> {
  const name = (await markOf(result))?.name;
  const names = await readdir(dirname(path)).catch(() => []);
  return names.some((each) => each !== basename(path) && hashOfName(each) === name);
}
