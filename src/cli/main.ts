#!/usr/bin/env node
import { writeSync } from "node:fs";
import { run } from "./program.js";

const controller = new AbortController();
let interrupts = 0;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    interrupts += 1;
    // The first asks for an orderly end; who asks again does not want to wait for it.
    if (interrupts > 1) process.exit(130);
    controller.abort();
  });
}
// What was begun is finished, whoever listens. A reader that has seen enough (`| head`) is no failure.
let lost: Error | undefined;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") lost ??= error;
});
process.stderr.on("error", () => undefined);
process.on("exit", (code) => {
  if (!lost || code !== 0) return;
  process.exitCode = 1;
  writeSync(2, `error: Not all of what was said could be written to standard output: ${lost.message}\n`);
});

process.exitCode = await run(process.argv.slice(2), controller.signal);
