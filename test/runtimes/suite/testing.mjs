// The testing kit, which brings MSW along.
import { strict as assert } from "node:assert";
import { createRequire } from "node:module";
import process from "node:process";
import { check, runChecks } from "./checks.mjs";

check("nemo-converter/testing is required", async () => {
  const { MockCloud, nemoHandlers } = createRequire(import.meta.url)("nemo-converter/testing");
  assert.ok(MockCloud && nemoHandlers);
});

check("a turn is played", async () => {
  const { NemoConverter } = await import("nemo-converter");
  const { MockCloud, testTiming, turns } = await import("nemo-converter/testing");
  const cloud = new MockCloud({ turns: [turns.editsSilently()] });
  const nemo = new NemoConverter({
    token: "nmv_usr_test",
    fetch: cloud.fetch,
    timing: testTiming,
    ledger: false,
  });
  const { text } = await nemo.ask("Trim the first 2 seconds");
  assert.ok(text.length > 0 && cloud.count("message") === 1);
  await nemo.close();
});

check("the handlers answer to MSW", async () => {
  const { NemoConverter } = await import("nemo-converter");
  const { nemoHandlers, testTiming } = await import("nemo-converter/testing");
  const { setupServer } = await import("msw/node");
  const server = setupServer(...nemoHandlers({}));
  server.listen({ onUnhandledRequest: "error" });
  const nemo = new NemoConverter({ token: "nmv_usr_test", timing: testTiming, ledger: false });
  assert.equal((await nemo.credits.balance()).total, 100);
  server.close();
  await nemo.close();
});

await runChecks();
// MSW itself never lets Deno go, whoever imports it.
if (globalThis.Deno) process.exit();
