import { describe, expect, it } from "vitest";
import { notice } from "../../../src/options/index.js";

describe("R30 the words of the notices", () => {
  const kinds = [
    "setting-up",
    "still-working",
    "token-renewed",
    "session-renewed",
    "rate-limited",
    "recovering",
  ] as const;

  it("are the mission's own", () => {
    expect(notice("setting-up", "en")).toEqual({ kind: "setting-up", message: "Setting up…" });
    expect(notice("still-working", "en").message).toBe("⏳ Still working...");
    expect(notice("setting-up", "zh").message).toBe("正在准备…");
    expect(notice("still-working", "zh").message).toBe("⏳ 仍在处理中...");
  });

  it.each(kinds)("%s is there in Chinese too", (kind) => {
    expect(notice(kind, "zh").message).toMatch(/\p{Script=Han}/u);
    expect(notice(kind, "en").message).not.toMatch(/\p{Script=Han}/u);
  });
});
