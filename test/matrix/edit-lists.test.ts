import { expect, it } from "vitest";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { frameTimes } from "../support/look.js";

const { clip, convert } = workshop();

it("E28 R44 what an edit list hides is not shown where YouTube takes none", async () => {
  const whole = await clip(
    "whole.mp4",
    ...[...lavfi("testsrc2=size=320x180:rate=25:duration=2"), ...lavfi("sine=frequency=440:duration=2")],
    ...[...x264, "-bf", "2", "-g", "50", "-c:a", "aac"],
  );
  const cut = await clip("cut.mp4", "-ss", "0.5", "-i", whole, "-c", "copy");
  const { path, result } = await convert(cut, { spec: { useCase: "youtube" }, keepLarger: true });
  expect(result.verification.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(Math.abs((await frameTimes(path)).length - 37.5)).toBeLessThan(2);
  // What hides nothing is still copied.
  const { result: other } = await convert(whole, { spec: { useCase: "youtube" } });
  expect(other.route).toBe("copy");
});
