import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { NemoError } from "../errors/index.js";

/**
 * The folders in which tools may read and write. What is checked is the real path, and that is what is used: neither `..`
 * nor a symbolic link nor another case leads out.
 */
export class AllowedFolders {
  readonly #folders: readonly string[];
  readonly #allowUrls: boolean;
  #real: readonly string[] | undefined;

  constructor(folders: readonly string[] = [process.cwd()], allowUrls = false) {
    if (folders.length === 0 || folders.some((folder) => folder === "")) {
      throw new NemoError("invalid-request", "`allowedFolders` needs at least one folder, each with a name.");
    }
    this.#folders = folders.map((folder) => resolve(folder));
    this.#allowUrls = allowUrls;
  }

  /**
   * The real path of an input, or its URL.
   *
   * @throws NemoError `invalid-request` for what is outside, whether it exists or not
   */
  async input(text: string): Promise<string> {
    if (/^https?:/i.test(text)) {
      if (this.#allowUrls) return text;
      throw new NemoError("invalid-request", `URLs are not allowed here: ${text}.`, {
        details: { key: "input", value: text },
        action: {
          kind: "report",
          message: "Use a file, or ask the user to allow URLs (`allowUrls`, `--allow-urls`).",
        },
      });
    }
    return this.#check("input", text);
  }

  /** The real path of an output, which need not exist. @throws NemoError `invalid-request` for what is outside */
  output(text: string): Promise<string> {
    return this.#check("output", text);
  }

  /** Whether a path that was real when it was noted down is inside. */
  async has(path: string): Promise<boolean> {
    const real = await realPath(path);
    return real !== undefined && (await this.#realFolders()).some((folder) => isInside(folder, real));
  }

  /** Their real paths. */
  async all(): Promise<string[]> {
    return [...(await this.#realFolders())];
  }

  async #check(key: "input" | "output", text: string): Promise<string> {
    const path = toPath(key, text);
    const real = await realPath(path);
    const folders = await this.#realFolders();
    if (real !== undefined && folders.some((folder) => isInside(folder, real))) {
      // That a folder is meant is said by its last character.
      return key === "output" && /[/\\]$/.test(text) ? `${real}${sep}` : real;
    }
    const where = folders.join(", ") || this.#folders.join(", ");
    throw new NemoError("invalid-request", `The ${key} ${text} is outside the allowed folders (${where}).`, {
      details: { key, value: text, allowedFolders: folders },
      action: {
        kind: key === "output" ? "choose-output" : "report",
        message: `Use a path inside ${where}, or ask the user to allow its folder.`,
      },
    });
  }

  /** One that is not there allows nothing, until it is. */
  async #realFolders(): Promise<readonly string[]> {
    if (this.#real) return this.#real;
    const all = await Promise.all(this.#folders.map((folder) => realpath(folder).catch(() => undefined)));
    const found = all.filter((folder) => folder !== undefined);
    if (found.length === all.length) this.#real = found;
    return found;
  }
}

function toPath(key: string, text: string): string {
  const refuse = (why: string) =>
    new NemoError("invalid-request", `${key} is ${JSON.stringify(text)}, which ${why}.`, {
      details: { key, value: text },
    });
  if (text === "" || text.includes("\0")) throw refuse("is no path");
  if (/^file:/i.test(text)) {
    try {
      return fileURLToPath(text);
    } catch {
      throw refuse("does not name a file on this machine");
    }
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) throw refuse("is a URL of a kind that is not taken");
  return resolve(text);
}

/** The real path of the part that exists, with the rest; undefined for a link that leads nowhere. */
async function realPath(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    // What would be made through a dangling link lies wherever it points.
    const isThere = await lstat(path).then(
      () => true,
      () => false,
    );
    const parent = dirname(path);
    if (isThere || parent === path) return undefined;
    const real = await realPath(parent);
    return real === undefined ? undefined : join(real, basename(path));
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
