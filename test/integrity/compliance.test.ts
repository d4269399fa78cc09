import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type PresetName, presetNames } from "../../src/conversion/index.js";
import { readBuild } from "../../src/media/index.js";
import { cameraClip, makeClip, mp4Clip, picture, sharedFolder, tone } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { kindsOf } from "./broken-files.js";

const clips = sharedFolder();
const at = (name: string) => join(clips, name);
let camera: string;
let film: string;
beforeAll(async () => {
  // To be encoded, and to be copied where that will do.
  camera = await makeClip(
    at("camera.mov"),
    ...[...picture("640x360", "30"), ...tone(2), "-c:v", "mpeg4", "-c:a", "pcm_s16le"],
  );
  film = await mp4Clip(at("film.mp4"), 2, "640x360");
});

const findingsFor = async (path: string, preset: PresetName) =>
  kindsOf(await inProcess().check(path, { preset }));

describe("R43, R48 what a preset makes", () => {
  it.each(presetNames)("%s is what its place takes, and is fine in full", async (preset) => {
    const nemo = inProcess();
    for (const source of [camera, film]) {
      const output = join(temporaryFolder(), "out.mp4");
      await nemo.convert(source, { output, preset });
      const { findings } = await nemo.check(output, { preset, depth: "full" });
      // An ffmpeg of before 5.1 cannot write a copy of reordered frames without one, see `adaptArguments`.
      const mayBeEdited = source === film && !(await readBuild()).hasFpsMode;
      const others = findings.filter(({ kind }) => !(mayBeEdited && kind === "preset-edit-list"));
      expect(others, source).toEqual([]);
    }
  });
});

describe("R48 check() with a preset", () => {
  it("names what would be encoded again", async () => {
    const studio = await makeClip(
      at("studio.mkv"),
      ...[...picture("640x360", "25"), ...tone(2), "-c:v", "libx264", "-preset", "ultrafast"],
      ...["-pix_fmt", "yuv422p", "-c:a", "flac"],
    );
    const report = await inProcess().check(studio, { preset: "youtube" });
    expect(report.ok).toBe(false);
    expect(kindsOf(report)).toEqual([
      "preset-container",
      "preset-profile",
      "preset-pixel-format",
      "preset-audio-codec",
    ]);
    expect(report.findings[1]).toMatchObject({ stream: 0, severity: "error" });
    expect(report.findings[1]!.message).toMatch(/^youtube: the H\.264 profile .*4:2:2/);
    expect(await findingsFor(studio, "archive")).toEqual(["preset-container", "preset-audio-codec"]);
    expect(await findingsFor(await cameraClip(at("quicktime.mov")), "youtube")).toContain("preset-container");
  });

  it("sees fields, and keyframes that are far apart", async () => {
    const fields = await makeClip(
      at("fields.mp4"),
      ...[...picture("720x576", "50"), "-vf", "tinterlace=interleave_top,fieldorder=tff"],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-flags", "+ildct+ilme"],
    );
    expect(await findingsFor(fields, "youtube")).toContain("preset-interlaced");
    const rare = await makeClip(
      at("rare.mp4"),
      ...[...picture("160x120", "10", 12), "-c:v", "libx264", "-preset", "ultrafast", "-g", "500"],
      ...["-pix_fmt", "yuv420p", "-bf", "0", "-movflags", "+faststart"],
    );
    expect(await inProcess().check(rare, { preset: "web" })).toMatchObject({
      ok: true,
      findings: [{ kind: "preset-keyframes", severity: "note" }],
    });
  });

  it("sees an index at the end and edit lists, which only some mind", async () => {
    const late = await makeClip(
      at("late.mp4"),
      ...[...picture("320x240", "25"), ...tone(2), "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2"],
      ...["-pix_fmt", "yuv420p", "-c:a", "aac"],
    );
    expect(await findingsFor(late, "youtube")).toEqual([
      "preset-faststart",
      "preset-edit-list",
      "preset-edit-list",
    ]);
    expect(await findingsFor(late, "web")).toEqual(["preset-faststart"]);
    expect(await findingsFor(late, "archive")).toEqual([]);
  });

  it("knows that an edit list may do nothing", async () => {
    const plain = await makeClip(
      at("plain.mp4"),
      ...[...picture("320x240", "25"), "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0"],
      ...["-pix_fmt", "yuv420p", "-movflags", "+faststart"],
    );
    expect(await findingsFor(plain, "youtube")).toEqual([]);
  });
});
