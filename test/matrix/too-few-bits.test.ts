import { describe, expect, it } from "vitest";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { lavfi, workshop } from "../support/convert-clip.js";

const { folder, clip } = workshop();

describe("R83 an encoder that refuses so few bits", () => {
  it("means that the target cannot be reached, and says what can", async () => {
    const source = await clip(
      "few.mkv",
      ...lavfi("testsrc2=size=97x55:rate=30000/1001:duration=0.6,format=gbrp"),
      ...lavfi("sine=frequency=440:sample_rate=48000:duration=0.6,aformat=channel_layouts=5.1"),
      ...["-c:v", "ffv1", "-c:a", "pcm_s16le", "-shortest"],
    );
    const nemo = inProcess();
    const spec = {
      video: { width: 313, fps: 60, profile: "main", level: "5.2" },
      audio: { channels: 3, bitrate: 355_799 },
      targetSize: 30_010,
    } as const;
    const error = await failureOf(nemo.convert(source, { output: `${folder}/few.mp4`, spec }));
    expect(error.code).toBe("target-unreachable");
    const least = error.details["leastBytes"] as number;
    expect(least).toBeGreaterThan(30_010);
    const { bytes } = await nemo.convert(source, {
      output: `${folder}/few.mp4`,
      spec: { ...spec, targetSize: Math.ceil(least * 1.02) },
    });
    expect(bytes).toBeLessThanOrEqual(least * 1.02 + 1);
  });
});
