import { createHash } from "node:crypto";

/** Beyond so many the first are forgotten: an endless batch must not grow. */
const mostRemembered = 1_000_000;

/** Remembers names by hashes, because the names themselves would take a hundred bytes each. */
export class NameHashes {
  readonly #hashes = new Set<number>();

  has(name: string): boolean {
    return this.#hashes.has(hashOf(name));
  }

  /** Whether it is new. */
  add(name: string): boolean {
    const hash = hashOf(name);
    if (this.#hashes.has(hash)) return false;
    this.#hashes.add(hash);
    const [oldest] = this.#hashes;
    if (this.#hashes.size > mostRemembered && oldest !== undefined) this.#hashes.delete(oldest);
    return true;
  }
}

function hashOf(name: string): number {
  return createHash("sha256").update(name).digest().readUIntBE(0, 6);
}
