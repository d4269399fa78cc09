import { lstat } from "node:fs/promises";
import { NemoError } from "../../../errors/index.js";
import { beginsAsJournal } from "./records.js";

/**
 * A journal's name can be foretold, and what a link of that name leads to would be written into.
 *
 * @throws NemoError `invalid-request`
 */
export async function refuseLink(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined || found.isFile()) return;
  throw refusal(path, `${path} is no plain file; a journal is not kept there.`, "Remove it");
}

/**
 * What a slip of the hand names as a journal, a film perhaps, would be written into.
 *
 * @throws NemoError `invalid-request`
 */
export function refuseForeign(file: number, path: string): void {
  if (beginsAsJournal(file)) return;
  throw refusal(path, `${path} is no journal of a batch; nothing is written into it.`, "Move it away");
}

function refusal(path: string, message: string, remedy: string): NemoError {
  return new NemoError("invalid-request", message, {
    details: { journal: path },
    action: { kind: "choose-output", message: `${remedy}, or choose another journal.` },
  });
}
