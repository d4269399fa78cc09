import type { Context } from "hono";
import type * as z from "zod/mini";
import { NemoError } from "../errors/index.js";
import { parseAnswer } from "../wire/later.js";
import { ApiError, badRequest } from "./api-error.js";
import { limitedText } from "./limited-text.js";

// The longest bodies are drafts; this is far above any, and far below what would hurt.
const mostBytes = 16 * 1024 * 1024;

/** The JSON body of a request, checked; 400 names the key that is missing or wrong, 413 stops at one that is too long. */
export async function readBody<S extends z.ZodMiniType>(context: Context, schema: S): Promise<z.output<S>> {
  const value = await readJson(context.req.raw);
  try {
    return parseAnswer(schema, value, `${context.req.method} ${context.req.path}`);
  } catch (error) {
    const key = NemoError.isInstance(error) ? String(error.details["key"]) : "(the whole body)";
    throw badRequest(`The key "${key}" is missing or wrong.`);
  }
}

async function readJson(request: Request): Promise<unknown> {
  const text = await limitedText(request, mostBytes);
  if (text === undefined) throw new ApiError(413, 413, `The body is larger than ${mostBytes} bytes.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest("The body is not JSON.");
  }
}
