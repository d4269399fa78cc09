import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { noCredits, rateLimited, tokenInvalid } from "./api-error.js";
import type { ResolvedLocalOptions } from "./options.js";

/** Whom a token belongs to; nothing of one account is seen by another. */
export interface Account {
  readonly token: string;
  readonly userId: string;
  readonly expiresAt: number;
  available: number;
  frozen: number;
}

export const tokenLifetimeMs = 7 * 24 * 3600 * 1000;
const tokensPerAddress = 10;

/** Tokens and what is left on them. */
export class Accounts {
  /** By the digest of their tokens: how long a search takes tells nothing of a token. */
  readonly #byDigest = new Map<string, Account>();
  readonly #issued: { clientId: string; address: string; at: number }[] = [];
  readonly #options: ResolvedLocalOptions;

  constructor(options: ResolvedLocalOptions) {
    this.#options = options;
  }

  /** An account whose token never expires: that of the process itself. */
  own(): Account {
    return this.#create(Infinity);
  }

  /** @throws ApiError 429, where limits are on */
  issue(clientId: string, address: string): Account {
    const now = Date.now();
    if (this.#options.limits) {
      const recent = this.#issued.filter(({ at }) => now - at < tokenLifetimeMs);
      const ofClient = recent.find((issued) => issued.clientId === clientId);
      const ofAddress = recent.filter((issued) => issued.address === address);
      const blocking = ofClient ?? (ofAddress.length >= tokensPerAddress ? ofAddress[0] : undefined);
      if (blocking) throw rateLimited(Math.ceil((blocking.at + tokenLifetimeMs - now) / 1000));
      this.#issued.push({ clientId, address, at: now });
    }
    return this.#create(now + tokenLifetimeMs);
  }

  /** @throws ApiError 1001 */
  find(authorization: string | undefined): Account {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) throw tokenInvalid();
    const account = this.#byDigest.get(digestOf(token).toString("hex"));
    const isRight = account !== undefined && timingSafeEqual(digestOf(account.token), digestOf(token));
    if (!isRight || account.expiresAt <= Date.now()) throw tokenInvalid();
    return account;
  }

  /**
   * Sets aside what a message costs; the returned function settles it.
   *
   * @throws ApiError 2001
   */
  reserve(account: Account): (isSpent: boolean) => void {
    const { costs } = this.#options;
    if (account.available < costs) throw noCredits();
    account.available -= costs;
    account.frozen += costs;
    let isSettled = false;
    return (isSpent) => {
      if (isSettled) return;
      isSettled = true;
      account.frozen -= costs;
      if (!isSpent) account.available += costs;
    };
  }

  #create(expiresAt: number): Account {
    const account: Account = {
      token: `nmv_usr_${randomBytes(24).toString("base64url")}`,
      userId: `local_${randomBytes(8).toString("hex")}`,
      expiresAt,
      available: this.#options.credits,
      frozen: 0,
    };
    this.#byDigest.set(digestOf(account.token).toString("hex"), account);
    return account;
  }
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
