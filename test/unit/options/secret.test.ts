import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { resolveOptions, Secret } from "../../../src/options/index.js";

describe("R15 Secret", () => {
  const secret = new Secret("s3cr3t-value");

  it("is shown to whom asks for it by name", () => {
    expect(secret.reveal()).toBe("s3cr3t-value");
  });

  it.each([
    ["inspection", () => inspect({ secret }, { depth: 10, showHidden: true, getters: true })],
    ["JSON", () => JSON.stringify({ secret })],
    ["string conversion", () => `${String(secret)} ${secret.toString()}`],
    ["its keys", () => Object.getOwnPropertyNames(secret).join()],
    [
      "the options it is in",
      () => inspect(resolveOptions({ token: "s3cr3t-value" }, { noColor: false }), { depth: 10 }),
    ],
  ])("is not shown to %s", (_, show) => {
    expect(show()).not.toContain("s3cr3t");
  });
});
