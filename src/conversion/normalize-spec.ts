import * as z from "zod/mini";
import { NemoError } from "../errors/index.js";
import type { ConversionSpec, ConversionSpecInput } from "./spec.js";
import { knownKeys, specSchema } from "./spec-schema.js";

type Issue = z.core.$ZodIssue;

/**
 * The spec that an input means, its numbers as numbers.
 *
 * @throws NemoError `invalid-request`, naming the key, what stands there and what may stand there
 */
export function normalizeSpec(input: ConversionSpecInput): ConversionSpec {
  const result = z.safeParse(specSchema, input);
  if (!result.success) throw invalidSpec(innermost(result.error.issues[0]!), input);
  const spec = withoutUndefined(result.data) as ConversionSpec;
  const { trim, video } = spec;
  if (trim?.start !== undefined && trim.end !== undefined && trim.end <= trim.start) {
    throw invalidKey("trim.end", trim.end, "a time after trim.start");
  }
  if (video && video.crf !== undefined && video.bitrate !== undefined) {
    throw invalidKey(
      "video.bitrate",
      video.bitrate,
      "left out when video.crf is set: they contradict each other",
    );
  }
  return spec;
}

/** The issue of the alternative that came furthest: of `false` or an object, the object is meant when one was given. */
function innermost(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .flat()
    .filter((each) => each.path.length > 0 || each.code === "unrecognized_keys");
  const furthest = inner.sort((a, b) => b.path.length - a.path.length)[0];
  return furthest ? innermost({ ...furthest, path: [...issue.path, ...furthest.path] }) : issue;
}

function invalidSpec(issue: Issue, input: unknown): NemoError {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const key = [...path, issue.keys[0]].join(".");
    const known = knownKeys[path.join(".")] ?? [];
    return new NemoError("invalid-request", `spec.${key} is not known${suggestion(issue.keys[0]!, known)}.`, {
      details: { key: `spec.${key}`, known },
    });
  }
  return invalidKey(path.join("."), valueAt(input, path), issue.message);
}

function invalidKey(path: string, value: unknown, expected: string): NemoError {
  const key = path === "" ? "spec" : `spec.${path}`;
  return new NemoError("invalid-request", `${key} is ${shown(value)}; it must be ${expected}.`, {
    details: { key, value, expected },
  });
}

/** As JSON, where that says it: of NaN, a bigint or a function it does not. */
function shown(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}

function valueAt(input: unknown, path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input);
}

/** `; did you mean "bitrate"?` for a key that is nearly one. */
function suggestion(key: string, known: string[]): string {
  const near = known.find((each) => isNearly(key.toLowerCase(), each.toLowerCase()));
  return near ? `; did you mean "${near}"?` : `; known are ${known.join(", ")}`;
}

/** Whether one becomes the other by at most two single changes. */
function isNearly(one: string, other: string): boolean {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]! <= 2;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutUndefined(item)]));
}
