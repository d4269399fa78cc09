import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Receipt } from "../../conversion/index.js";
import { NemoError } from "../../errors/index.js";
import { exists, outputExists } from "../../modules/later.js";
import type { ConvertOptions } from "../convert-options.js";
import type { PagePaths } from "../write-page.js";

/** @throws NemoError `output-exists` for a name that is taken by anything else than an earlier receipt */
export async function receiptPaths(
  output: string,
  { receipt, onExists }: Pick<ConvertOptions, "receipt" | "onExists">,
): Promise<PagePaths> {
  if (typeof receipt !== "string") return besideOutput(`${output}.receipt`, onExists);
  if (receipt === "") throw new NemoError("invalid-request", "The receipt's path is an empty string.");
  const path = resolve(receipt);
  const overwrite = onExists === "overwrite";
  const isFolder = /[/\\]$/.test(receipt) || (await isExistingFolder(path));
  const stem = isFolder ? join(path, `${basename(output)}.receipt`) : path.replace(/\.(?:html?|json)$/i, "");
  if (overwrite || !(await isTaken(stem))) return both(stem, overwrite);
  // In a folder the receipts of files of one name meet.
  if (isFolder || onExists === "rename") return both(await freeStem(stem), false);
  throw outputExists(`${stem}.html`);
}

/** The output had a free name or was to be replaced; a receipt that is there is of a file that is gone. */
async function besideOutput(stem: string, onExists: ConvertOptions["onExists"]): Promise<PagePaths> {
  if (onExists === "overwrite" || !(await isTaken(stem)) || (await isReceipt(`${stem}.json`))) {
    return both(stem, true);
  }
  throw outputExists(`${stem}.html`);
}

async function isReceipt(path: string): Promise<boolean> {
  try {
    const found = JSON.parse(await readFile(path, "utf8")) as Partial<Receipt> | null;
    return found?.verdict !== undefined && found.software !== undefined;
  } catch {
    return false;
  }
}

function both(stem: string, overwrite: boolean): PagePaths {
  return { json: `${stem}.json`, html: `${stem}.html`, overwrite };
}

async function isTaken(stem: string): Promise<boolean> {
  return (await exists(`${stem}.json`)) || (await exists(`${stem}.html`));
}

async function freeStem(stem: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const candidate = `${stem} (${number})`;
    if (!(await isTaken(candidate))) return candidate;
  }
}

async function isExistingFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
