import { readFile } from "node:fs/promises";
import type { Receipt } from "../../src/conversion/index.js";
import type { ConversionResult } from "../../src/nemo-converter.js";

/** Both files of a result's receipt. */
export async function readReceipt({
  receiptPath,
  warnings,
}: ConversionResult): Promise<{ receipt: Receipt; html: string }> {
  if (receiptPath === undefined) throw new Error(`There is no receipt: ${warnings.join()}`);
  const html = await readFile(receiptPath, "utf8");
  const receipt = JSON.parse(await readFile(receiptPath.replace(/html$/, "json"), "utf8")) as Receipt;
  return { receipt, html };
}

/** What a reader sees of a card, without the markup. */
export function cardText(html: string, id: string): string {
  const card = new RegExp(`<section[^>]*id="${id}">([\\s\\S]*?)</section>`).exec(html)?.[1];
  if (card === undefined) throw new Error(`The page has no card "${id}".`);
  return card
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
