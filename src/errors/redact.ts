const patterns: readonly [RegExp, string][] = [
  [/\bnmv_[a-z]+_[\w-]+/gi, "nmv_[redacted]"],
  [/\bclm_[\w-]+/gi, "clm_[redacted]"],
  [/\b(bearer)\s+[^\s"',;]+/gi, "$1 [redacted]"],
  [/([?&](?:ct|token|sig|signature|x-amz-[a-z-]+)=)[^&\s"'<>]+/gi, "$1[redacted]"],
];

// Shorter strings would blank out ordinary words, and are no secrets.
const shortestSecret = 6;

/** Removes secrets from whatever is about to be shown: known ones wherever they stand, others by their form. */
export class Redactor {
  /** Each by its part from the first underscore on: rare in JSON, so that it is found or missed in a quarter of the time. */
  readonly #secrets = new Map<string, string>();

  /** From now on `secret` appears in nothing that passes through this redactor. */
  add(secret: string): void {
    if (secret.length < shortestSecret) return;
    this.#secrets.set(secret, secret.slice(Math.max(0, secret.indexOf("_"))));
  }

  /** Without the secrets that are known; whatever else looks like one stays, since it may be of use (a signed link). */
  known(text: string): string {
    let safe = text;
    for (const [secret, part] of this.#secrets)
      if (safe.includes(part)) safe = safe.replaceAll(secret, "[redacted]");
    return safe;
  }

  text(text: string): string {
    let safe = this.known(text);
    for (const [pattern, replacement] of patterns) safe = safe.replace(pattern, replacement);
    return safe;
  }

  /** A copy of a JSON-like value in which every string, also a key, is redacted. */
  value(value: unknown, depth = 0): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth > 8) return "[…]";
    if (value instanceof Error) return this.cause(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.text(key), this.value(item, depth + 1)]),
    );
  }

  /**
   * A plain error that keeps the name, message and code of `error` and nothing else: the errors of HTTP clients carry
   * whole requests, headers included.
   */
  cause(error: unknown): Error {
    const { name, message, code } = (error ?? {}) as { name?: unknown; message?: unknown; code?: unknown };
    const safe = new Error(this.text(typeof message === "string" ? message : String(error)));
    safe.name = typeof name === "string" ? name : "Error";
    delete safe.stack;
    return code === undefined ? safe : Object.assign(safe, { code });
  }
}
