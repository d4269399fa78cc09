import { rm, writeFile } from "node:fs/promises";
import type { Redactor } from "../errors/index.js";
import { publish, temporaryName } from "../modules/later.js";

/** Where a page goes, and the JSON of what it shows. */
export interface PagePaths {
  json: string;
  html: string;
  overwrite: boolean;
}

/**
 * Writes a page and its data: both or neither, and nobody sees half of one.
 *
 * @param toPage makes the page of the data when all secrets have been removed from it
 * @throws NemoError `output-exists`, `disk-full`
 */
export async function writePage<Data>(
  { json, html, overwrite }: PagePaths,
  data: Data,
  redactor: Redactor,
  to: { page: (safe: Data) => string; json?: (safe: Data) => unknown },
): Promise<void> {
  const safe = redacted(data, redactor);
  const files = [
    { path: json, text: `${JSON.stringify(to.json ? to.json(safe) : safe, undefined, 2)}\n` },
    { path: html, text: to.page(safe) },
  ].map((file) => ({ ...file, temporary: temporaryName(file.path) }));
  const published: string[] = [];
  try {
    for (const { temporary, text } of files) await writeFile(temporary, redactor.known(text), { flag: "wx" });
    for (const { temporary, path } of files) {
      await publish(temporary, path, { overwrite });
      published.push(path);
    }
  } catch (error) {
    await Promise.all(published.map((path) => rm(path, { force: true })));
    throw error;
  } finally {
    await Promise.all(files.map(({ temporary }) => rm(temporary, { force: true })));
  }
}

/** A message or a tag may hold what nobody should see. */
function redacted<Data>(data: Data, redactor: Redactor): Data {
  const clean = (_: string, value: unknown) => (typeof value === "string" ? redactor.text(value) : value);
  return JSON.parse(JSON.stringify(data, clean)) as Data;
}
