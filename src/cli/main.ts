#!/usr/bin/env node
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
// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", () => process.exit(0));

process.exitCode = await run(process.argv.slice(2), controller.signal);
