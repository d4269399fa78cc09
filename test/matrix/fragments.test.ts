import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";

const { folder, clip, convert } = workshop();

it("R49 fragments of a film with all that MP4 holds, copied, are as long as they should be", async () => {
  const text = join(folder, "text.srt");
  await writeFile(text, "1\n00:00:00,200 --> 00:00:01,200\nOne\n\n");
  const chapters = join(folder, "chapters.txt");
  await writeFile(chapters, ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=one\n");
  const sound = lavfi("sine=frequency=440:sample_rate=48000:duration=2");
  const source = await clip(
    "all.mkv",
    ...[...lavfi("testsrc2=size=320x180:rate=25:duration=2"), ...sound, ...sound, "-i", text, "-i", chapters],
    ...["-map", "0", "-map", "1", "-map", "2", "-map", "3", "-map_metadata", "4", "-map_chapters", "4"],
    ...[...x264, "-g", "25", "-c:a:0", "aac", "-c:a:1", "ac3", "-c:s", "srt"],
  );
  const { result, streams } = await convert(source, { spec: { fragmented: true } });
  expect(result.verification.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(streams.map(({ codec_type }) => codec_type)).toEqual(["video", "audio", "audio", "subtitle"]);
  for (const { duration } of result.output.audio) expect(Math.abs(duration! - 2)).toBeLessThan(0.06);
});
