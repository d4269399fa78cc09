import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { h264, makeClip, mp4Clip, picture, sharedFolder, tone } from "../support/clips.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const backend = mockBackend();
const clips = sharedFolder();
const named = (name: string) => join(clips, name);
let film: string;
let copied: string;
let dubbed: string;
let coarse: string;
beforeAll(async () => {
  film = await mp4Clip(named("film.mp4"), 1, "320x180");
  copied = await makeClip(named("copied.mp4"), "-i", film, "-c", "copy", "-movflags", "+faststart");
  dubbed = await makeClip(named("dubbed.mp4"), "-i", film, "-c:v", "copy", "-c:a", "aac", "-b:a", "64k");
  coarse = await makeClip(
    named("coarse.mp4"),
    ...picture("320x180", "25", 1),
    ...tone(1),
    ...[...h264, "-crf", "45", "-c:a", "aac", "-b:a", "48k"],
  );
});

const convert = (spec = {}, options = {}) =>
  cloudConverter(options).convert(film, { output: join(temporaryFolder(), "out.mp4"), spec });

describe("R44 the route over the cloud", () => {
  it("is a copy where the streams are the source's own", async () => {
    cloudMakes(backend, copied);
    const { route, reasons } = await convert();
    expect(route).toBe("copy");
    expect(reasons).toEqual(["H.264 is copied: it fits as it is", "AAC is copied: it fits as it is"]);
  });

  it("is partly one where the sound is another", async () => {
    cloudMakes(backend, dubbed);
    const { route, reasons } = await convert();
    expect(route).toBe("partial");
    expect(reasons).toEqual([
      "H.264 is copied: it fits as it is",
      "The audio counts as encoded: the backend made it, and its data is not seen to be the source's",
    ]);
  });

  it("is an encode where the backend encoded what would have been copied here", async () => {
    cloudMakes(backend, coarse);
    const { route, reasons } = await convert();
    expect(route).toBe("encode");
    expect(reasons.join()).not.toContain("copied");
  });

  it("is a copy where the backend left what would have been encoded here as it was", async () => {
    cloudMakes(backend, copied);
    const { route, reasons } = await convert({ reencode: true });
    expect(route).toBe("copy");
    expect(reasons).toEqual([
      "The video is copied: the backend left it as it is",
      "The audio is copied: the backend left it as it is",
    ]);
  });

  it("is no copy where nothing can be compared", async () => {
    cloudMakes(backend, copied);
    const { route, reasons } = await convert({}, { ffmpegPath: "/nowhere/ffmpeg" });
    expect(route).toBe("encode");
    expect(reasons.join()).not.toContain("is copied");
  });

  it("is that of what was done here, too, after the cloud had left it out", async () => {
    cloudMakes(backend, copied);
    const { route, output } = await convert({ video: { height: 90 } });
    expect(output.video[0]!.height).toBe(90);
    expect(route).toBe("partial");
  });
});
