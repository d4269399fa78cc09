import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { temporaryFolder } from "./temporary-folder.js";

const writer = `
  const { mkdirSync, writeFileSync } = require("node:fs");
  const end = Date.now() + 500;
  for (let n = 0; Date.now() < end; n += 1)
    try {
      mkdirSync("profile", { recursive: true });
      writeFileSync("profile/" + n, "");
    } catch {}`;

// What it proves is in its end: a removal that fails, fails the test.
it("removes a folder into which a process still writes when its test ends", async () => {
  let folder = "";
  // Hooks run last first: this one looks once the folder was removed.
  onTestFinished(() => expect(existsSync(folder)).toBe(false));
  folder = temporaryFolder();
  spawn(process.execPath, ["-e", writer], { cwd: folder, stdio: "ignore" });
  await vi.waitFor(() => expect(existsSync(join(folder, "profile"))).toBe(true), { timeout: 10_000 });
});
