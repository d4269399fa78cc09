import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { v4 as uuid, validate as isUuid } from "uuid";
import type { Clock } from "../../time/index.js";
import { withFileLock } from "./file-lock.js";

/** A token as it is kept between processes. */
export interface StoredToken {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/**
 * The client id and the anonymous token in their folder (0700), each in a file of its own (0600). Files are replaced by
 * rename, so that nobody reads half of one; what is damaged counts as missing.
 */
export class IdentityFiles {
  readonly #folder: string;
  readonly #clock: Clock;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  async readClientId(): Promise<string | undefined> {
    const content = (await readIfThere(this.#clientIdPath))?.trim();
    return content !== undefined && isUuid(content) ? content : undefined;
  }

  /** The saved client id, or a new one on which all processes agree. */
  async ensureClientId(signal?: AbortSignal): Promise<string> {
    return (
      (await this.readClientId()) ??
      (await this.#locked("client_id.lock", signal, async () => {
        const saved = await this.readClientId();
        if (saved !== undefined) return saved;
        const created = uuid();
        await this.#replace(this.#clientIdPath, created);
        return created;
      }))
    );
  }

  /** Puts a new client id in the place of `refused`, unless another process has done so. */
  async replaceClientId(refused: string, signal?: AbortSignal): Promise<string> {
    return this.#locked("client_id.lock", signal, async () => {
      const saved = await this.readClientId();
      if (saved !== undefined && saved !== refused) return saved;
      const created = uuid();
      await this.#replace(this.#clientIdPath, created);
      return created;
    });
  }

  async readToken(baseUrl: string, clientId: string): Promise<StoredToken | undefined> {
    const content = await readIfThere(this.#tokenPath(baseUrl, clientId));
    if (content === undefined) return undefined;
    try {
      const { token, expiresAt } = JSON.parse(content) as Partial<StoredToken>;
      // What cannot be sent in a header is no token.
      const isToken = typeof token === "string" && /^[\x21-\x7e]+$/.test(token);
      return isToken && typeof expiresAt === "number" ? { token, expiresAt } : undefined;
    } catch {
      return undefined;
    }
  }

  async writeToken(baseUrl: string, clientId: string, stored: StoredToken): Promise<void> {
    await this.#replace(this.#tokenPath(baseUrl, clientId), JSON.stringify(stored));
  }

  /** Runs `work` in one process at a time: there is one token for each client in 7 days. */
  whileTokenLocked<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    return this.#locked("token.lock", signal, work);
  }

  get #clientIdPath(): string {
    return join(this.#folder, "client_id");
  }

  #tokenPath(baseUrl: string, clientId: string): string {
    const key = createHash("sha256").update(`${baseUrl}\n${clientId}`).digest("hex").slice(0, 16);
    return join(this.#folder, `token-${key}.json`);
  }

  async #locked<T>(name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    return withFileLock(join(this.#folder, name), { clock: this.#clock, signal }, work);
  }

  async #replace(path: string, content: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await chmod(this.#folder, 0o700);
    const temporary = `${path}.${process.pid}.${uuid().slice(0, 8)}`;
    try {
      await writeFile(temporary, content, { mode: 0o600, flag: "wx" });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined; // missing or unreadable: the same to us
  }
}
