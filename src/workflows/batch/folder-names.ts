import { readdir } from "node:fs/promises";
import { hashOfName } from "./mark.js";

// A batch goes from folder to folder.
const mostFolders = 4;

/** What lies in folders, by the hashes that marks have of names; each folder is read once. */
export class FolderNames {
  readonly #folders = new Map<string, Promise<ReadonlySet<string>>>();

  async has(folder: string, hash: string): Promise<boolean> {
    return (await this.#hashesIn(folder)).has(hash);
  }

  #hashesIn(folder: string): Promise<ReadonlySet<string>> {
    const known = this.#folders.get(folder);
    if (known) return known;
    const hashes = readdir(folder).then(
      (names) => new Set(names.map(hashOfName)),
      () => new Set<string>(),
    );
    this.#folders.set(folder, hashes);
    const [oldest] = this.#folders.keys();
    if (this.#folders.size > mostFolders && oldest !== undefined) this.#folders.delete(oldest);
    return hashes;
  }
}
