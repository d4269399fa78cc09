import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { bundledStart } from "./bundled-start.mjs";
import { median, timed } from "./measure.mjs";

const dependencies = ["ky", "eventsource-parser", "zod", "uuid"];
const one = dependencies.map((name) => `await import("${name}");`).join(" ");
const starts = {
  empty: module(""),
  dependencies: module(one),
  imported: module('await import("nemo-converter");'),
  required: ["--input-type=commonjs", "-e", `require("nemo-converter"); ${report()}`],
  // It ends the process itself, so that its processor time cannot be asked for.
  command: [resolve("dist/cli.js"), "--version"],
};

/** Clients of other services, each with the line that an application begins with. */
const peers = {
  "@fal-ai/client":
    'import { createFalClient } from "@fal-ai/client"; globalThis.peer = createFalClient({});',
  replicate: 'import Replicate from "replicate"; globalThis.peer = new Replicate({ auth: "a" });',
  "@anthropic-ai/sdk":
    'import Client from "@anthropic-ai/sdk"; globalThis.peer = new Client({ apiKey: "a" });',
  openai: 'import OpenAI from "openai"; globalThis.peer = new OpenAI({ apiKey: "a" });',
  "@google/genai":
    'import { GoogleGenAI } from "@google/genai"; globalThis.peer = new GoogleGenAI({ apiKey: "a" });',
};

/** What a start costs: the import, and the bytes of a bundled application. */
export async function* rows({ isQuick }) {
  const seen = await measureStarts(isQuick ? 5 : 21);
  const over = (name, kind) => median(seen[name].map((run, index) => run[kind] - seen.empty[index][kind]));
  const ratio = (name, kind) => over(name, kind) / over("dependencies", kind);
  const figures = (name) =>
    `wall ${ms(over(name, "wall"))} against ${ms(over("dependencies", "wall"))}, over an empty start of Node`;
  yield {
    what: "cold import of the root (ky, eventsource-parser, zod and uuid one by one = 1), processor time",
    value: ratio("imported", "cpu"),
    unit: "ratio",
    goal: { atMost: 0.7 },
    detail: `${ms(over("imported", "cpu"))} against ${ms(over("dependencies", "cpu"))}; ${figures("imported")}`,
  };
  yield {
    what: "cold import of the root, wall time",
    value: ratio("imported", "wall"),
    unit: "ratio",
    goal: { atMost: 0.7 },
    detail: figures("imported"),
  };
  yield {
    what: "cold `require` of the root, processor time",
    value: ratio("required", "cpu"),
    unit: "ratio",
    detail: `${ms(over("required", "cpu"))}; ${figures("required")}`,
  };
  yield {
    what: "`nemo-converter --version`, wall time",
    value: ratio("command", "wall"),
    unit: "ratio",
    detail: figures("command"),
  };
  for (const [place, file] of [
    ["Node", "dist/index.js"],
    ["a browser", "dist/browser/index.js"],
  ]) {
    const code = `import { NemoConverter } from ${JSON.stringify(resolve(file))}; globalThis.nemo = new NemoConverter();`;
    yield {
      what: `start of a bundled application (Vite), gzipped, the build for ${place}`,
      value: (await bundledStart(code)) / 1000,
      unit: "kB",
      goal: { atMost: 36 },
      detail: "the entry chunk with all that it imports at once, dependencies included",
    };
  }
  yield* peerRows();
}

async function* peerRows() {
  for (const [name, code] of Object.entries(peers)) {
    const folder = mkdtempSync(join(tmpdir(), "nemo-bench-peer-"));
    try {
      writeFileSync(join(folder, "package.json"), '{"private":true,"type":"module"}');
      const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
      await timed("npm", ["install", ...flags, name], { cwd: folder });
      yield {
        what: `the same for \`${name}\``,
        value: (await bundledStart(code, folder)) / 1000,
        unit: "kB",
        detail: "its newest version, one client made",
      };
    } catch (error) {
      console.error(`start: no row for ${name}: ${error.message}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Runs all starts in turn, so that whatever else the machine does hits all alike. */
async function measureStarts(rounds) {
  const seen = Object.fromEntries(Object.keys(starts).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, args] of Object.entries(starts)) {
      const { seconds, out } = await timed(process.execPath, args);
      seen[name].push({ wall: seconds * 1000, cpu: Number(out) });
    }
  }
  return seen;
}

function module(code) {
  return ["--input-type=module", "-e", `${code} ${report()}`];
}

/** Prints the processor time of a process, in milliseconds, at its end. */
function report() {
  return "const { user, system } = process.cpuUsage(); console.log((user + system) / 1000);";
}

function ms(value) {
  return `${value.toFixed(0)} ms`;
}
