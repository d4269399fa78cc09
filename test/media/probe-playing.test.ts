import { copyFile, open, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import diagnostics from "node:diagnostics_channel";
import { beforeAll, describe, expect, it } from "vitest";
import { probe, probePlaying } from "../../src/media/index.js";
import { readMp4Layout } from "../../src/media/mp4-layout.js";
import type { Diagnostics } from "../../src/options/index.js";
import { ffprobeJson, h264, makeClip, picture, sharedFolder, tone } from "../support/clips.js";

const clips = sharedFolder();
const whole = join(clips, "whole.mp4");

interface Packet {
  pos: string;
  size: string;
  flags: string;
}

/** A copy of the film with another content where one of its keyframes was. */
async function withoutKeyframe(name: string, position: number, film = whole): Promise<string> {
  const path = join(clips, name);
  await copyFile(film, path);
  const shown = ["-select_streams", "v:0", "-show_packets", "-show_entries", "packet=pos,size,flags"];
  const { packets } = (await ffprobeJson(path, ...shown)) as unknown as { packets: Packet[] };
  const { pos, size } = packets.filter(({ flags }) => flags.startsWith("K")).at(position)!;
  const file = await open(path, "r+");
  // The length in front and the headers stay: it is the picture that cannot be decoded.
  const head = Math.floor(Number(size) / 2);
  await file.write(Buffer.alloc(Number(size) - head, 0xff), 0, undefined, Number(pos) + head);
  await file.close();
  return path;
}

describe("R49 a quick look at a result by one process", () => {
  beforeAll(async () => {
    const keyframes = ["-g", "25", "-movflags", "+faststart", "-c:a", "aac"];
    await makeClip(whole, ...picture("320x180", "25", 4), ...tone(4), ...h264, ...keyframes);
  });

  it("tells what ffprobe tells", async () => {
    expect(await probePlaying(whole, {})).toEqual(await probe(whole, { headerOnly: true }));
  });

  it("passes nothing whose first keyframe cannot be decoded", async () => {
    expect(await probePlaying(await withoutKeyframe("no-start.mp4", 0), {})).toBeUndefined();
  });

  it("passes nothing whose keyframe a second before the end cannot be decoded", async () => {
    expect(await probePlaying(await withoutKeyframe("no-end.mp4", -1), {})).toBeUndefined();
  });

  it("looks once where there is one keyframe, and passes nothing where that cannot be decoded", async () => {
    const one = join(clips, "one-keyframe.mp4");
    await makeClip(one, ...picture("320x180", "25", 4), ...tone(4), ...h264, "-g", "250", "-c:a", "aac");
    expect(await readMp4Layout(one)).toMatchObject({ lastKeyframe: 0 });
    const runs: (readonly string[])[] = [];
    const listen = (run: unknown) => runs.push((run as Diagnostics["nemo-converter:process"]).arguments);
    diagnostics.subscribe("nemo-converter:process", listen);
    const seen = await probePlaying(one, {});
    diagnostics.unsubscribe("nemo-converter:process", listen);
    expect(runs).toEqual([expect.arrayContaining(["-read_intervals", "%+0.25"])]);
    expect(seen).toEqual(await probe(one, { headerOnly: true }));
    expect(await probePlaying(await withoutKeyframe("no-keyframe.mp4", 0, one), {})).toBeUndefined();
  });

  it("passes nothing that ends before its time", async () => {
    const path = join(clips, "cut.mp4");
    await copyFile(whole, path);
    await truncate(path, (await stat(path)).size - 2000);
    expect(await probePlaying(path, {})).toBeUndefined();
  });

  it("passes nothing that is no MP4", async () => {
    const path = join(clips, "raw.mp4");
    await makeClip(path, ...picture("160x90", "25", 1), "-f", "rawvideo");
    expect(await probePlaying(path, {})).toBeUndefined();
  });
});
