import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { ApiError } from "./api-error.js";

/** Links to results that work without a token, for a while. */
export class Links {
  readonly #key = randomBytes(32);
  readonly #lifetimeMs: number;

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  /** The path and query of a link to `name`. */
  sign(name: string): string {
    const expires = Date.now() + this.#lifetimeMs;
    return `/files/${encodeURIComponent(name)}?expires=${expires}&signature=${this.#signature(name, expires)}`;
  }

  /** @throws ApiError 403 */
  check(name: string, query: URLSearchParams): void {
    const expires = Number(query.get("expires"));
    const given = Buffer.from(query.get("signature") ?? "");
    const right = Buffer.from(this.#signature(name, expires));
    const isRight = given.length === right.length && timingSafeEqual(given, right);
    if (!isRight || !(expires > Date.now()))
      throw new ApiError(403, 403, "The link is wrong or has expired.");
  }

  #signature(name: string, expires: number): string {
    return createHmac("sha256", this.#key).update(`${name}\n${expires}`).digest("base64url");
  }
}
