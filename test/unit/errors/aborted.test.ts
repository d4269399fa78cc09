import { describe, expect, it } from "vitest";
import { abortedError, NemoError, throwIfAborted } from "../../../src/errors/index.js";

describe("R39 an aborted signal", () => {
  it("becomes an error of its own, whatever the reason was", () => {
    expect(abortedError(AbortSignal.abort())).toMatchObject({ code: "aborted" });
    expect(abortedError(AbortSignal.abort("because nmv_usr_secret")).message).not.toContain("nmv_usr_secret");
  });

  it("passes on the NemoError that it was aborted with", () => {
    const reason = new NemoError("closed", "x");
    expect(abortedError(AbortSignal.abort(reason))).toBe(reason);
  });

  it("throws at once when it is aborted already, and only then", () => {
    expect(() => throwIfAborted(AbortSignal.abort())).toThrow(NemoError);
    expect(() => throwIfAborted(new AbortController().signal)).not.toThrow();
    expect(() => throwIfAborted(undefined)).not.toThrow();
  });
});
