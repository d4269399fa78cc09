import type { Context } from "hono";
import type * as z from "zod/mini";
import { NemoError } from "../errors/index.js";
import { parseAnswer } from "../wire/index.js";
import { badRequest } from "./api-error.js";

/** The JSON body of a request, checked; 400 names the key that is missing or wrong. */
export async function readBody<S extends z.ZodMiniType>(context: Context, schema: S): Promise<z.output<S>> {
  const value: unknown = await context.req.json().catch(() => {
    throw badRequest("The body is not JSON.");
  });
  try {
    return parseAnswer(schema, value, `${context.req.method} ${context.req.path}`);
  } catch (error) {
    const key = NemoError.isInstance(error) ? String(error.details["key"]) : "(the whole body)";
    throw badRequest(`The key "${key}" is missing or wrong.`);
  }
}
