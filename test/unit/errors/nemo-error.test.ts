import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { errorTable } from "../../../src/errors/error-table.js";
import { NemoError, type NemoErrorCode } from "../../../src/errors/index.js";

const codes = Object.keys(errorTable) as NemoErrorCode[];

describe("R5 the error family", () => {
  it("has exactly the codes of the design", () => {
    const designed =
      "token-invalid session-not-found insufficient-credits unsupported-file file-too-large client-id-missing " +
      "export-blocked rate-limited network timeout aborted closed malformed-response backend-error agent-failed " +
      "outcome-unknown nothing-to-export render-failed invalid-request source-missing source-damaged " +
      "source-encrypted not-media no-video output-exists disk-full ffmpeg-missing ffmpeg-failed " +
      "verification-failed target-unreachable loss-refused preset-constraint canary-failed journal-locked";
    expect([...codes].sort()).toEqual(designed.split(" ").sort());
  });

  it.each(codes)("%s has a next step in both languages", (code) => {
    const english = new NemoError(code, "x").action;
    const chinese = new NemoError(code, "x", { language: "zh" }).action;
    expect(english.message).not.toBe("");
    expect(chinese.kind).toBe(english.kind);
    expect(chinese.message).toMatch(code === "ffmpeg-missing" ? /^npm install/ : /\p{Script=Han}/u);
  });

  it("takes its defaults from the table and what is said from the caller", () => {
    const plain = new NemoError("timeout", "too long");
    expect(plain).toMatchObject({ isRetryable: true, charged: false, details: {} });
    expect(plain).not.toHaveProperty("backendCode");
    expect(plain).not.toHaveProperty("status");
    const full = new NemoError("timeout", "too long", {
      backendCode: 7,
      status: 504,
      isRetryable: false,
      charged: "unknown",
      details: { a: 1 },
      action: { kind: "check-state" },
    });
    expect(full).toMatchObject({ backendCode: 7, status: 504, isRetryable: false, charged: "unknown" });
    expect(full.action).toEqual({ kind: "check-state", message: plain.action.message });
  });

  it("is an Error with its own name, and keeps its cause", () => {
    const cause = new Error("below");
    const error = new NemoError("network", "cut", { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("NemoError");
    expect(error.cause).toBe(cause);
    expect(Object.keys(error)).not.toContain("name");
    expect(inspect(error)).toContain("NemoError: cut");
  });

  it("turns into JSON without stack and cause", () => {
    const error = new NemoError("disk-full", "full", { details: { path: "a" }, cause: new Error("secret") });
    const json = JSON.parse(JSON.stringify(error)) as Record<string, unknown>;
    expect(Object.keys(json).sort()).toEqual(
      ["action", "charged", "code", "details", "isRetryable", "message", "name"].sort(),
    );
    expect(json).toMatchObject({ name: "NemoError", code: "disk-full", message: "full" });
  });
});

describe("R5 the brand", () => {
  it("recognises an error of another copy of the package", async () => {
    vi.resetModules();
    const other = await import("../../../src/errors/index.js");
    const foreign = new other.NemoError("closed", "x");
    expect(other.NemoError).not.toBe(NemoError);
    expect(foreign instanceof NemoError).toBe(false);
    expect(NemoError.isInstance(foreign)).toBe(true);
  });

  it.each([[undefined], [null], ["network"], [new Error("x")], [{ code: "network", message: "x" }]])(
    "is not on %s",
    (value) => {
      expect(NemoError.isInstance(value)).toBe(false);
    },
  );
});
