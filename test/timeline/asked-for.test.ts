import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { NemoConverter } from "../../src/nemo-converter.js";
import { embedded } from "../support/converters.js";
import { ffprobeJson, sharedFolder, streamOfType } from "../support/clips.js";
import { contrasts, levelOf, lumas, ramp, rendered, tune } from "../support/timeline.js";

const folder = sharedFolder();
let film: string;
let music: string;
beforeAll(async () => {
  film = await ramp(join(folder, "city timelapse.mov"), { seconds: 6 });
  music = await tune(join(folder, "music.mp3"), 3);
});

async function say(nemo: NemoConverter, text: string): Promise<string> {
  let said = "";
  for await (const event of nemo.sse.send(text)) if (event.type === "end") said = event.text;
  return said;
}

describe.each(embedded)("R61 edits that are asked for, %s", (_where, connect) => {
  it("become exactly the film that was asked for", async () => {
    const nemo = await connect();
    await nemo.upload.file(film);
    await nemo.upload.file(music);
    const said = await say(
      nemo,
      "trim the first 2 seconds, add music.mp3 at 35% and a title 'Urban Dreams' for 3 seconds",
    );
    expect(said).toBe(
      'Done. Trimmed; the film is 4 s long. Added the music music at 35%. Added the title "Urban Dreams" (0-3s).',
    );
    const { draft } = await nemo.state.get();
    expect(draft).toMatchObject({
      d: 4000,
      t: [
        { tt: 0, sg: [{ name: "city timelapse", d: 4000, m: { start: 0, from: 2000 } }] },
        { tt: 1, sg: [{ name: "music", m: { start: 0, volume: 0.35 } }], m: { name: "BGM" } },
        { tt: 7, sg: [{ name: "Urban Dreams", d: 3000, m: { start: 0, text: "Urban Dreams" } }] },
      ],
    });

    const path = join(folder, `${crypto.randomUUID()}.mp4`);
    await nemo.export({ output: path });
    const file = await ffprobeJson(path);
    expect(streamOfType(file, "video")).toMatchObject({
      codec_name: "h264",
      nb_frames: "40",
      width: 160,
      height: 90,
    });
    expect(streamOfType(file, "audio")).toMatchObject({
      codec_name: "aac",
      sample_rate: "48000",
      channels: 2,
    });
    for (const stream of file.streams) expect(Number(stream.duration)).toBeCloseTo(4, 2);

    // Outside the title the grey of every frame is that of the source two seconds later.
    const greys = await lumas(path, "160:10:0:80");
    for (const [frame, grey] of greys.entries()) expect(grey).toBeCloseTo(16 + 4 * (frame + 20), -0.6);
    const titled = (await contrasts(path, "120:20:20:35")).map((contrast) => contrast > 60);
    expect(titled).toEqual(Array.from({ length: 40 }, (_, frame) => frame < 30));

    // The film's own tone is as loud as it was, the music 9 dB below its own, until it is over.
    expect(await levelOf(path, 440, 0.2, 3.8)).toBeCloseTo(-21.1, 0);
    expect(await levelOf(path, 1000, 0.2, 2.8)).toBeCloseTo(-21.1 - 9.1, 0);
    expect(await levelOf(path, 1000, 3.2, 3.9)).toBeLessThan(-60);
  });

  it("are followed by what the film is to become", async () => {
    const nemo = await connect();
    await nemo.upload.file(film);
    await say(nemo, "keep 0:01 to 0:02");
    expect(await say(nemo, "export at 5 fps, no audio")).toBe("Done. Convert to MP4: 5 fps, no audio.");
    const path = await rendered(nemo, (await nemo.state.get()).draft!);
    const file = await ffprobeJson(path);
    expect(file.streams).toHaveLength(1);
    expect(streamOfType(file, "video")).toMatchObject({ nb_frames: "5", r_frame_rate: "5/1" });
  });

  it("are of the part alone that is said", async () => {
    const nemo = await connect();
    await nemo.upload.file(film);
    await say(nemo, "mute from 2s to 4s");
    const path = await rendered(nemo, (await nemo.state.get()).draft!);
    const file = await ffprobeJson(path);
    for (const stream of file.streams) expect(Number(stream.duration)).toBeCloseTo(6, 1);
    const greys = await lumas(path);
    expect(greys).toHaveLength(60);
    for (const [frame, grey] of greys.entries()) expect(grey).toBeCloseTo(16 + 4 * Math.min(frame, 59), -0.6);
    expect(await levelOf(path, 440, 0.2, 1.8)).toBeCloseTo(-21.1, 0);
    expect(await levelOf(path, 440, 2.2, 3.8)).toBeLessThan(-60);
    expect(await levelOf(path, 440, 4.2, 5.8)).toBeCloseTo(-21.1, 0);

    await say(nemo, "undo, 2x speed for the first 2 seconds");
    const faster = await lumas(await rendered(nemo, (await nemo.state.get()).draft!));
    expect(faster).toHaveLength(50);
    for (const [frame, grey] of faster.slice(10).entries())
      expect(grey).toBeCloseTo(16 + 4 * (frame + 20), -0.6);
  });
});
