import { describe, expect, it } from "vitest";
import { fileError, NemoError } from "../../../src/errors/index.js";

const systemError = (code: string) => Object.assign(new Error(`${code}: failed`), { code });

describe("R39 a file system call that failed", () => {
  it.each(["ENOSPC", "EDQUOT"])("%s is a full disk", (code) => {
    expect(fileError(systemError(code), "/out/a.mp4", "Writing")).toMatchObject({
      code: "disk-full",
      details: { path: "/out/a.mp4", systemCode: code },
    });
  });

  it.each(["ENOENT", "ENOTDIR", "EACCES", "EPERM", "EROFS", "EIO"])("%s asks for another output", (code) => {
    const error = fileError(systemError(code), "/out/a.mp4", "Writing");
    expect(error.code).toBe("invalid-request");
    expect(error.action.kind).toBe("choose-output");
    expect(error.message).toContain("/out/a.mp4");
    expect(error.details["systemCode"]).toBe(code);
  });

  it("lets a NemoError through", () => {
    const error = new NemoError("output-exists", "x");
    expect(fileError(error, "/out/a.mp4", "Writing")).toBe(error);
  });
});
