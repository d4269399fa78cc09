import * as z from "zod/mini";
import { NemoError } from "../errors/index.js";

/**
 * The input of a tool, as its schema has it.
 *
 * @throws NemoError `invalid-request`, naming the field, what stands there and what may stand there
 */
export function parseInput<I extends z.ZodMiniObject>(tool: string, schema: I, input: unknown): z.output<I> {
  const result = z.safeParse(schema, input ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(schema.shape);
    throw refusal(
      [...issue.path, issue.keys[0]!].join("."),
      `is not known to ${tool}; known are ${known.join(", ")}`,
      {
        known,
      },
    );
  }
  const key = issue.path.join(".") || "input";
  const value = valueAt(input, issue.path);
  const is = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
  // A schema has words for its fields, and none for itself.
  const expected = issue.path.length === 0 ? "an object" : issue.message;
  throw refusal(key, `${is}; it must be ${expected}`, { expected });
}

function refusal(key: string, what: string, details: object): NemoError {
  return new NemoError("invalid-request", `${key} ${what}.`, { details: { key, ...details } });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
}
