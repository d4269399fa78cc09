import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import { builtFile } from "../support/built-package.js";

const loading = {
  module: `import * as kit from "nemo-converter/testing"; import { NemoConverter } from "nemo-converter";`,
  commonjs: `const kit = require("nemo-converter/testing"); const { NemoConverter } = require("nemo-converter");`,
};

const script = `
  const cloud = new kit.MockCloud();
  const nemo = new NemoConverter({ token: "t", fetch: cloud.fetch, timing: kit.testTiming }, kit.manualClock());
  nemo.credits.balance().then((balance) =>
    console.log(JSON.stringify({ names: Object.keys(kit), balance, handlers: kit.nemoHandlers(cloud).length })),
  );`;

function run(file: string, ...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(file, args, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out: out + err });
    });
  });
}

describe("R72 testing kit, built", () => {
  it.each(["module", "commonjs"] as const)("is loaded and plays the backend as %s", async (type) => {
    builtFile("testing.js");
    const { out } = await run(process.execPath, `--input-type=${type}`, "-e", loading[type] + script);
    const { names, balance, handlers } = JSON.parse(out) as {
      names: string[];
      balance: object;
      handlers: number;
    };
    expect(names.filter((name) => name !== "default").sort()).toEqual(
      [
        ...["ManualClock", "MockCloud", "agentCall", "agentError", "agentPiece", "agentResult", "agentText"],
        ...[
          "manualClock",
          "nemoHandlers",
          "sampleFilm",
          "scenarios",
          "sseFrames",
          "sseStream",
          "testTiming",
          "turns",
        ],
      ].sort(),
    );
    expect(balance).toEqual({ available: 80, frozen: 20, total: 100 });
    expect(handlers).toBe(11);
  });

  it("tests somebody's own code offline, in the example", async () => {
    const { code, out } = await run(process.execPath, "--test", "examples/testing/add-title.test.mjs");
    expect(out).toMatch(/pass 9\n/);
    expect(code).toBe(0);
  });
});
