import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findBinary, hasWorkingVmaf } from "../../src/media/index.js";
import type { ConversionSpecInput } from "../../src/conversion/index.js";
import { cameraClip, h264, makeClip, picture, sharedFolder, tone } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { cardText, readReceipt } from "../support/receipts.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
const sources: Record<string, string> = {};
beforeAll(async () => {
  const make = async (name: string, ...args: string[]) => {
    sources[name] = await makeClip(join(clips, name), ...args);
  };
  await make("fast.mkv", ...picture("320x180", "60", 5), "-c:v", "mpeg4", "-q:v", "2");
  await make(
    "fields.mkv",
    ...picture("320x240", "25", 2),
    "-vf",
    "tinterlace=interleave_top,fieldorder=tff",
    ...h264,
    "-flags",
    "+ilme+ildct",
    "-x264opts",
    "tff=1",
  );
  await make(
    "odd.mkv",
    ...picture("321x241", "30000/1001", 3),
    "-c:v",
    "mpeg4",
    "-q:v",
    "2",
    "-pix_fmt",
    "yuv420p",
  );
  // The picture begins after the sound.
  await make(
    "late.mkv",
    "-itsoffset",
    "0.7",
    ...picture("320x240", "25", 3),
    ...tone(4),
    "-c:v",
    "mpeg4",
    "-q:v",
    "2",
    "-c:a",
    "aac",
  );
  sources["camera.mov"] = await cameraClip(join(clips, "camera.mov"), 2);
});

async function receiptOf(name: string, spec: ConversionSpecInput, verify?: false) {
  const output = join(temporaryFolder(), "out.mp4");
  const options = { output, receipt: true, spec, keepLarger: true, ...(verify === false && { verify }) };
  return readReceipt(await inProcess().convert(sources[name]!, options));
}

describe("R82 an encoded picture", { timeout: 60_000 }, () => {
  it.each<[string, string, ConversionSpecInput]>([
    ["as it is", "camera.mov", { reencode: true }],
    ["made smaller", "fast.mkv", { video: { height: 90 } }],
    ["turned", "fast.mkv", { video: { rotate: 90 } }],
    ["cut", "fast.mkv", { trim: { start: 1.337, end: 4.2 } }],
    ["in fragments, whose clock is late", "camera.mov", { fragmented: true, reencode: true }],
    ["with half the frames", "fast.mkv", { video: { fps: 30 } }],
    ["with some of the frames", "fast.mkv", { video: { fps: 25 } }],
    ["with more frames", "odd.mkv", { video: { fps: 60 } }],
    ["with odd sides, which lose a line", "odd.mkv", {}],
    ["that begins after its sound", "late.mkv", {}],
    ["that begins late and loses its sound", "late.mkv", { audio: false }],
  ])("is measured against its source: %s", async (_, name, spec) => {
    const { receipt, html } = await receiptOf(
      name,
      { ...spec, video: { crf: 16, ...(spec.video || {}) } },
      false,
    );
    const { similarity } = receipt;
    expect(receipt.unmeasured).toEqual([]);
    const ssim = similarity!.metric === "SSIM" ? similarity!.mean : similarity!.ssim!;
    // One frame off would give 0.9 at the most on this moving pattern.
    expect(ssim).toBeGreaterThan(0.975);
    expect(ssim).toBeLessThanOrEqual(1);
    expect(similarity!.frames).toBeGreaterThan(10);
    expect(cardText(html, "similarity")).toContain(similarity!.metric);
  });

  it("that is worse has a lower figure", async () => {
    const good = await receiptOf("camera.mov", { video: { crf: 16 } });
    const bad = await receiptOf("camera.mov", { video: { crf: 48 } });
    expect(bad.receipt.similarity!.mean).toBeLessThan(good.receipt.similarity!.mean - 0.02);
  });

  it("that was deinterlaced gets no figure, and is told why", async () => {
    const { receipt, html } = await receiptOf("fields.mkv", { video: { deinterlace: true, crf: 20 } });
    expect(receipt.similarity).toBeUndefined();
    expect(receipt.unmeasured.join()).toContain("deinterlaced");
    expect(cardText(html, "similarity")).toContain("no two pictures belong together");
  });

  it("that was cut into fragments gets no figure, either", async () => {
    const { receipt } = await receiptOf("fast.mkv", { fragmented: true, trim: { start: 1.337 } }, false);
    expect(receipt.similarity).toBeUndefined();
    expect(receipt.unmeasured.join()).toContain("a cut in a fragmented file");
  });

  it("is measured by VMAF only where the build's works, and the metric is named", async () => {
    const { path: ffmpeg } = await findBinary("ffmpeg");
    const works = await hasWorkingVmaf({ ffmpeg });
    expect(await hasWorkingVmaf({ ffmpeg })).toBe(works);
    const { receipt } = await receiptOf("camera.mov", { video: { crf: 20 } });
    expect(receipt.similarity!.metric).toBe(works ? "VMAF" : "SSIM");
  });
});
