import { type FileHandle, open, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { reportMark } from "../../conversion/index.js";
import { NemoError } from "../../errors/index.js";
import { outputExists } from "../../modules/later.js";
import type { PagePaths } from "../write-page.js";

export interface ReportPlace {
  /** Where the report goes by default, as `nemo-report.html` and `nemo-report.json`. */
  folder: string;
  /** A folder or the page's path, when one was asked for. */
  report?: boolean | string;
  /** Whether a file that is there may be replaced, whatever it is. */
  overwrite?: boolean;
}

const defaultName = "nemo-report";

/**
 * Where a batch's report goes. The report of an earlier run is replaced; a file that is something else stays: by default the
 * report gets another name beside it.
 *
 * @throws NemoError `output-exists` when a path that was given is taken by something else, `invalid-request` for an empty one
 */
export async function reportPaths({ folder, report, overwrite = false }: ReportPlace): Promise<PagePaths> {
  if (report === "") throw new NemoError("invalid-request", "The report's path is an empty string.");
  const given = typeof report === "string" ? resolve(report) : resolve(folder);
  const isFolder = typeof report !== "string" || /[/\\]$/.test(report) || (await isExistingFolder(given));
  const stem = isFolder ? join(given, defaultName) : given.replace(/\.(?:html?|json)$/i, "");
  for (let number = 0; ; number += 1) {
    const candidate = number === 0 ? stem : `${stem} (${number})`;
    const paths = { json: `${candidate}.json`, html: `${candidate}.html` };
    const found = [await ownerOf(paths.json), await ownerOf(paths.html)];
    if (overwrite || !found.includes("others")) {
      return { ...paths, overwrite: overwrite || found.includes("ours") };
    }
    if (!isFolder) throw outputExists(paths.html);
  }
}

// The mark stands in the head of the page, and in the first line of the JSON.
const markSearch = 2048;

/** Whose file is there: nobody's, the report of an earlier run, or something else. */
async function ownerOf(path: string): Promise<"nobody" | "ours" | "others"> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code!) ? "nobody" : "others";
  }
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(markSearch) });
    return buffer.toString("utf8", 0, bytesRead).includes(reportMark) ? "ours" : "others";
  } catch {
    return "others"; // a folder, for one
  } finally {
    await file.close();
  }
}

async function isExistingFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
