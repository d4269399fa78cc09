import { NemoError } from "../../src/errors/index.js";

/** The NemoError with which `work` fails; anything else is a failure of the test. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<NemoError> {
  let value: unknown;
  try {
    value = await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (NemoError.isInstance(error)) return error;
    throw error;
  }
  throw new Error(`It did not fail, but gave ${JSON.stringify(value)}.`);
}
