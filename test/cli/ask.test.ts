import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  cameraClip,
  ffprobeJson,
  makeClip,
  mp4Clip,
  picture,
  streamOfType,
  webmClip,
} from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe("R42 a sentence that names a folder", () => {
  it.each([
    "Convert all MKV files in ./in to MP4 using H.264 with a bitrate of 400k",
    "把./in文件夹里的所有MKV文件转换成MP4，使用H.264编码，码率400k",
  ])("%s", async (sentence) => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "in"));
    for (const name of ["a.mkv", "B.MKV.mkv"]) {
      await makeClip(join(cwd, "in", name), ...picture("160x120", "10", 1), "-c:v", "mpeg4");
    }
    const { code, err } = await nemo(["ask", sentence], { cwd });
    expect(err).not.toContain("error:");
    expect(code).toBe(0);
    const video = streamOfType(await ffprobeJson(join(cwd, "in", "a.mp4")), "video");
    expect(video.codec_name).toBe("h264");
    expect(existsSync(join(cwd, "in", "B.MKV.mp4"))).toBe(true);
    expect(statSync(join(cwd, "in", "a.mkv")).size).toBeGreaterThan(0);
  });

  it("says what it did not understand before anything is converted", async () => {
    const cwd = temporaryFolder();
    await webmClip(join(cwd, "a.webm"), 1);
    const { code, err } = await nemo(["ask", "Frobnicate all WebM files to 1080p MP4"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("Frobnicate");
    expect(readdirSync(cwd).filter((name) => name.endsWith(".mp4"))).toEqual([]);
  });
});

describe("R42 a sentence about one file", () => {
  const sentence = "a MOV of 2GB, compress it under 500MB without losing too much quality";

  it("takes the only one there is", async () => {
    const cwd = temporaryFolder();
    await cameraClip(join(cwd, "camera.mov"), 1);
    const { code, out } = await nemo(["ask", sentence], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("camera.mov → ");
    expect(existsSync(join(cwd, "camera.mp4"))).toBe(true);
  });

  it("does not choose from none", async () => {
    const { code, err } = await nemo(["ask", sentence]);
    expect(code).toBe(1);
    expect(err).toContain("There is no .mov file in this folder.");
    expect(err).toContain("Give the file after the sentence");
  });

  it("goes on after a failure, and ends with 1", async () => {
    const cwd = temporaryFolder();
    await mp4Clip(join(cwd, "good.mp4"), 1, "160x120");
    const { code, out } = await nemo(["ask", "convert to MP4", "missing.mov", "good.mp4", "--json"], { cwd });
    expect(code).toBe(1);
    expect(jsonLines(out).map(({ type }) => type)).toEqual(["error", "result"]);
  });
});

describe("R71 turns from the shell", () => {
  it.each([
    ["how many credits do I have?", "You have 100 credits available"],
    ["积分", "可用积分 100"],
  ])("%s", async (text, said) => {
    const { code, out } = await nemo(["ask", text]);
    expect(code).toBe(0);
    expect(out).toContain(said);
  });

  it("gives one JSON object a turn", async () => {
    const { out } = await nemo(["ask", "show tracks", "--json"]);
    expect(jsonLines(out)).toEqual([
      expect.objectContaining({ type: "reply", action: "state", outcome: "none", language: "en" }),
    ]);
  });

  it("without a sentence, and with nobody to type one, it is a wrong use", async () => {
    const { code, err } = await nemo(["ask"]);
    expect(code).toBe(2);
    expect(err).toContain("There is nothing to ask");
  });
});

describe("R42 the sentences on folders of real files", () => {
  const webm = [
    "Batch convert a folder of WebM screen recordings to 1080p MP4 with AAC audio at 192kbps",
    "批量将文件夹里的WebM录屏转换为1080p的MP4，音频AAC 192kbps",
  ];

  it.each(webm)("%s: the folder where we are", { timeout: 120_000 }, async (sentence) => {
    const cwd = temporaryFolder();
    for (const name of ["one.webm", "two.webm"]) await webmClip(join(cwd, name), 1);
    const { code, err } = await nemo(["ask", sentence], { cwd });
    expect(err).not.toContain("error:");
    expect(code).toBe(0);
    for (const name of ["one.mp4", "two.mp4"]) {
      const file = await ffprobeJson(join(cwd, name));
      expect(streamOfType(file, "video").codec_name).toBe("h264");
      expect(streamOfType(file, "audio").codec_name).toBe("aac");
    }
  });

  const downloads = [
    "Convert all MKV files in my downloads folder to MP4 using H.264 with a bitrate of 4000k",
    "把我的下载文件夹里的所有MKV文件转换为MP4，使用H.264编码，码率4000k",
  ];

  it.each(downloads)("%s", { timeout: 120_000 }, async (sentence) => {
    const home = temporaryFolder();
    const folder = join(home, "Downloads");
    mkdirSync(folder);
    const source = [...picture("160x120", "10", 1), "-c:v", "mpeg4"];
    for (const name of ["a.mkv", "b.mkv"]) await makeClip(join(folder, name), ...source);
    const { code, err } = await nemo(["ask", sentence], { cwd: temporaryFolder(), env: { HOME: home } });
    expect(err).not.toContain("error:");
    expect(code).toBe(0);
    for (const name of ["a.mp4", "b.mp4"]) {
      expect(streamOfType(await ffprobeJson(join(folder, name)), "video").codec_name).toBe("h264");
    }
  });

  const mov = [
    "a MOV of 2GB, compress it under 500MB without losing too much quality",
    "一个2GB的MOV文件，压缩到500MB以内，尽量不损失画质",
  ];

  it.each(mov)("%s", { timeout: 120_000 }, async (sentence) => {
    const cwd = temporaryFolder();
    await cameraClip(join(cwd, "camera.mov"), 1);
    const { code, err } = await nemo(["ask", sentence], { cwd });
    expect(err).not.toContain("error:");
    expect(code).toBe(0);
    expect(statSync(join(cwd, "camera.mp4")).size).toBeLessThan(500e6);
    expect(streamOfType(await ffprobeJson(join(cwd, "camera.mp4")), "video").codec_name).toBe("h264");
  });

  it.each([
    "convert ./talk.webm to 180p without sound",
    "把talk.webm转成180p，去掉声音",
    'make "talk.webm" 180p, no audio',
  ])("%s: the file that it names", async (sentence) => {
    const cwd = temporaryFolder();
    for (const name of ["talk.webm", "other.webm"]) await webmClip(join(cwd, name), 1);
    const { code, out, err } = await nemo(["ask", sentence], { cwd });
    expect(err).not.toContain("error:");
    expect(code).toBe(0);
    expect(out).toMatch(/^talk\.webm → /);
    const { streams } = await ffprobeJson(join(cwd, "talk.mp4"));
    expect(streams.map(({ codec_type, height }) => [codec_type, height])).toEqual([["video", 180]]);
  });

  it("names a file that is not there", async () => {
    const { code, err } = await nemo(["ask", "convert lost.mkv to 180p"]);
    expect(code).toBe(1);
    expect(err).toContain("lost.mkv: there is no such file");
  });
});
