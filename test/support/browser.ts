import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A Chromium of this machine, where there is one. */
export const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => existsSync(path),
);

/** Opens a page in it without a window; `folder` holds its profile. What it prints is returned. */
export async function openPage(page: string, folder: string, ...flags: string[]): Promise<string> {
  const common = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    `--user-data-dir=${join(folder, "profile")}`,
  ];
  const options = { timeout: 60_000, maxBuffer: 1 << 26 };
  return (await run(browser!, [...common, ...flags, `file://${encodeURI(page)}`], options)).stdout;
}
