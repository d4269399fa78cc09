import { realpath, stat } from "node:fs/promises";
import { basename, dirname, extname } from "node:path";
import type { BatchOptions } from "./batch-options.js";
import { FolderNames } from "./folder-names.js";
import { fingerprintOf } from "./identity.js";
import { hashOfName, type Mark, markOf } from "./mark.js";

/**
 * Whose the files are that lie where results go. A source never gives way to a result, nor the result of one file to that of
 * another, and a result is no source as long as its own source lies beside it.
 */
export class ResultOwners {
  readonly #digest: string;
  readonly #isOverwriting: boolean;
  readonly #names = new FolderNames();
  /** How many files of a name have results in a folder, as far as the batch was counted. */
  readonly #expected = new Map<string, number>();

  /** @param digest of the spec */
  constructor(digest: string, { onExists }: Pick<BatchOptions, "onExists">) {
    this.#digest = digest;
    this.#isOverwriting = onExists === "overwrite";
  }

  /** @param into the folder in which its result is going to lie */
  expect(source: string, into: string): void {
    const key = keyOf(into, hashOfName(basename(source)));
    this.#expected.set(key, (this.#expected.get(key) ?? 0) + 1);
  }

  /** Whether a name is somebody else's; `source` is absolute, where it is a file. */
  async isTaken(path: string, source: string | undefined): Promise<boolean> {
    if (!(await isFile(path))) return false;
    const mark = await markOf(path);
    if (mark) return this.#isOfAnother(mark, path, source);
    return this.#isOverwriting && source !== undefined && isSameFolder(dirname(path), dirname(source));
  }

  /**
   * Whether a file that was found is a result.
   *
   * @param into the folder in which its own result would lie
   * @param isNamed whether somebody wants this very file
   */
  async isResult(path: string, into: string, isNamed: boolean): Promise<boolean> {
    const mark = extname(path) === ".mp4" ? await markOf(path) : undefined;
    if (!mark) return false;
    const isAmongSources = await isSameFolder(into, dirname(path));
    if (isAmongSources && mark.spec === this.#digest) return true;
    return (isAmongSources || !isNamed) && this.#hasBeside(path, mark);
  }

  async #isOfAnother(mark: Mark, path: string, source: string | undefined): Promise<boolean> {
    if (mark.name === undefined) return false;
    const namesakes = this.#expected.get(keyOf(dirname(path), mark.name)) ?? 0;
    if (source === undefined) return namesakes > 0;
    if (mark.name !== hashOfName(basename(source))) return namesakes > 0 || this.#hasBeside(source, mark);
    return namesakes > 1 && mark.source !== (await fingerprintOf(source).catch(() => undefined));
  }

  /** Whether the file that a result was made of lies beside `path`, and is not `path` itself. */
  async #hasBeside(path: string, { name }: Mark): Promise<boolean> {
    if (name === undefined || name === hashOfName(basename(path))) return false;
    return this.#names.has(dirname(path), name);
  }
}

function keyOf(folder: string, nameHash: string): string {
  return `${nameHash} ${folder}`;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function isSameFolder(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [real, otherReal] = await Promise.all([one, other].map((each) => realpath(each).catch(() => each)));
  return real === otherReal;
}
