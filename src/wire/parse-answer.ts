import * as z from "zod/mini";
import { NemoError } from "../errors/index.js";

/**
 * `value` as `schema` reads it.
 *
 * @throws NemoError `malformed-response`, naming the endpoint and the key that cannot be used.
 */
export function parseAnswer<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  endpoint: string,
): z.output<S> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = issue?.path.map(String).join(".") || "(the whole answer)";
  throw new NemoError("malformed-response", `${endpoint} answered with an unusable "${key}".`, {
    details: { endpoint, key, problem: issue?.message },
  });
}

/** A key that may be missing, null or of another type: what cannot be used is left out. */
export function lenient<S extends z.ZodMiniType>(schema: S) {
  return z.catch(z.optional(schema), undefined);
}
