import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { ConvertOptions } from "../../src/workflows/index.js";
import { inProcess } from "../support/converters.js";
import { cameraClip, heavyClip, makeClip, mp4Clip, sharedFolder, tone } from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";
import { processesNaming } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"));
});

/** The failure of a conversion that leaves nothing behind. */
async function failsCleanly(source: string, options: ConvertOptions = {}) {
  const folder = temporaryFolder();
  const failure = await failureOf(
    inProcess().convert(source, { output: join(folder, "out.mp4"), ...options }),
  );
  expect(await readdir(folder)).toEqual([]);
  return failure;
}

describe("E66, E64 a bad source is named for what it is", () => {
  const write = async (name: string, content: string | Buffer) => {
    const path = join(clips, name);
    await writeFile(path, content);
    return path;
  };

  it("missing, empty, a folder, text, a playlist in disguise", async () => {
    const folder = join(clips, "folder.mp4");
    await mkdir(folder, { recursive: true });
    const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${camera}\n#EXT-X-ENDLIST\n`;
    const cases = [
      [join(clips, "nowhere.mov"), "source-missing"],
      [await write("empty.mp4", ""), "not-media"],
      [folder, "source-missing"],
      [await write("letter.mp4", "hello, this is a letter and no film\n".repeat(50)), "not-media"],
      [await write("evil.mp4", playlist), "not-media"],
      [await write("evil.mkv", `ffconcat version 1.0\nfile ${camera}\n`), "not-media"],
    ] as const;
    for (const [path, code] of cases) expect(await failsCleanly(path), path).toMatchObject({ code });
  });

  it("cut short, so that its index is missing", async () => {
    const whole = await makeClip(join(clips, "unfinished.mp4"), "-i", camera, "-c:v", "copy", "-c:a", "aac");
    const cut = await write("cut.mp4", (await readFile(whole)).subarray(0, 20_000));
    expect(await failsCleanly(cut)).toMatchObject({ code: "source-damaged" });
  });

  it("R33 without a picture, also when it has a cover", async () => {
    const sound = await makeClip(join(clips, "sound.m4a"), ...tone(1), "-c:a", "aac");
    expect(await failsCleanly(sound)).toMatchObject({ code: "no-video", details: { audio: 1 } });
    const cover = await makeClip(
      join(clips, "cover.jpg"),
      "-f",
      "lavfi",
      "-i",
      "testsrc=size=64x64",
      "-frames:v",
      "1",
    );
    const song = await makeClip(
      join(clips, "song.mp3"),
      ...[...tone(1), "-i", cover, "-map", "0", "-map", "1", "-c:a", "libmp3lame", "-c:v", "mjpeg"],
      ...["-disposition:v", "attached_pic"],
    );
    expect(await failsCleanly(song)).toMatchObject({ code: "no-video", details: { covers: 1 } });
  });
});

it.each(["jpg", "png", "bmp"])("E66 a still picture is told as such: %s", async (extension) => {
  const still = join(clips, `still.${extension}`);
  await makeClip(still, "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=1:duration=1", "-frames:v", "1");
  const failure = await failsCleanly(still);
  expect(failure.code).toBe("no-video");
  expect(failure.message).toContain("still picture");
});

describe("a bad request is refused before anything is done", () => {
  it.each<[string, ConvertOptions, string, string]>([
    ["an unknown word", { request: "1080p please, frobnicate" }, "invalid-request", '"frobnicate"'],
    [
      "an unknown key",
      { spec: { video: { bitRate: 1 } as object } },
      "invalid-request",
      'did you mean "bitrate"?',
    ],
    ["an unknown preset", { preset: "myspace" as "web" }, "invalid-request", "youtube, vimeo"],
    [
      "a track that is not there",
      { spec: { streams: { audio: [3] } } },
      "invalid-request",
      "no audio track 3",
    ],
    ["a copy that cannot be", { spec: { audio: { codec: "copy" } } }, "preset-constraint", "PCM"],
    [
      "a copy of another size",
      { spec: { video: { codec: "copy", height: 90 } } },
      "preset-constraint",
      "was asked for; leave out one",
    ],
    ["nothing left", { spec: { video: false, audio: false } }, "no-video", "nothing left"],
    ["a size that is too small", { spec: { targetSize: "2kB" } }, "target-unreachable", "the least"],
    [
      "an onExists that there is not",
      { onExists: "ask" as "fail" },
      "invalid-request",
      "fail, overwrite, skip or rename",
    ],
  ])("%s", async (_what, options, code, said) => {
    const failure = await failsCleanly(camera, options);
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(said);
  });

  it("a folder that is missing, or is none", async () => {
    for (const output of [
      join(clips, "no", "where.mp4"),
      join(camera, "out.mp4"),
      join(clips, "missing") + "/",
    ]) {
      const failure = await failureOf(inProcess().convert(camera, { output }));
      expect(failure, output).toMatchObject({ code: "invalid-request", action: { kind: "choose-output" } });
    }
  });
});

describe("E71 a conversion that is aborted", () => {
  it("leaves no output, no temporary file and no process", async () => {
    const source = await heavyClip(join(clips, "heavy.avi"), 5);
    const controller = new AbortController();
    const started = Date.now();
    const failure = await failsCleanly(source, {
      signal: controller.signal,
      spec: { video: { preset: "veryslow", crf: 10 } },
      onProgress: ({ stage, percent = 0 }) => stage === "render" && percent > 4 && controller.abort(),
    });
    expect(failure).toMatchObject({ code: "aborted", isRetryable: true });
    expect(processesNaming(source)).toEqual([]);
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  it("is refused at once when it was aborted before", async () => {
    expect(await failsCleanly(camera, { signal: AbortSignal.abort() })).toMatchObject({ code: "aborted" });
  });

  it("ends with closed when the converter is closed", async () => {
    const source = await heavyClip(join(clips, "heavy2.avi"), 5);
    const folder = temporaryFolder();
    const nemo = inProcess();
    const failure = await failureOf(
      nemo.convert(source, {
        output: join(folder, "out.mp4"),
        onProgress: ({ stage, percent = 0 }) => stage === "render" && percent > 4 && void nemo.close(),
      }),
    );
    expect(failure.code).toBe("closed");
    await nemo.close();
    expect(await readdir(folder)).toEqual([]);
    expect(processesNaming(source)).toEqual([]);
    expect((await failureOf(nemo.convert(source))).code).toBe("closed");
  });
});

describe("an ffmpeg that does not do its work", () => {
  /** An ffmpeg that is the real one but for encodes, which `script` does. */
  async function fakeFfmpeg(script: string): Promise<string> {
    const { findBinary } = await import("../../src/media/index.js");
    const { path: real } = await findBinary("ffmpeg");
    const fake = join(temporaryFolder(), "ffmpeg");
    const body = `#!/bin/sh\ncase "$*" in *-progress*) ${script};; *) exec ${real} "$@";; esac\n`;
    await writeFile(fake, body);
    await chmod(fake, 0o755);
    return fake;
  }

  it.each([
    ["is killed", "kill -9 $$", "ffmpeg-failed", /killed by SIGKILL/],
    ["fails", "echo 'x264 exploded' >&2; exit 1", "ffmpeg-failed", /x264 exploded/],
    [
      "finds the disk full",
      "echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1",
      "disk-full",
      /disk is full/,
    ],
    [
      "finds the disk full at its end, and calls it a success",
      "echo 'Error writing trailer of file:o.mp4: No space left on device' >&2; exit 0",
      "disk-full",
      /disk is full/,
    ],
    [
      "cannot write the end, and calls it a success",
      "echo 'Error writing trailer of file:o.mp4: File too large' >&2; exit 0",
      "ffmpeg-failed",
      /File too large/,
    ],
  ])("%s", async (_what, script, code, message) => {
    const folder = temporaryFolder();
    const nemo = inProcess({ ffmpegPath: await fakeFfmpeg(script) });
    const failure = await failureOf(nemo.convert(camera, { output: join(folder, "out.mp4") }));
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(message);
    expect(await readdir(folder)).toEqual([]);
  });

  it("R49 writes something else than it should: kept under another name", async () => {
    const other = await mp4Clip(join(clips, "other.mp4"), 1);
    const folder = temporaryFolder();
    const output = join(folder, "out.mp4");
    const script = `for last; do :; done; cp ${other} "\${last#file:}"`;
    const nemo = inProcess({ ffmpegPath: await fakeFfmpeg(script) });
    const failure = await failureOf(nemo.convert(camera, { output }));
    expect(failure).toMatchObject({
      code: "verification-failed",
      details: { path: `${output}.unverified.mp4` },
    });
    expect(await readdir(folder)).toEqual(["out.mp4.unverified.mp4"]);
  });
});

// A file system of its own takes root; where that is missing, the fake ffmpeg above stands for a full disk.
const canMount = process.getuid?.() === 0 && spawnSync("mount", ["--version"]).status === 0;

describe.runIf(canMount)("E72 a disk that is full", () => {
  function smallDisk(kilobytes: number): string {
    const folder = temporaryFolder();
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder]);
    onTestFinished(() => void execFileSync("umount", [folder]));
    return folder;
  }

  it("is found before the work, where the size is known", async () => {
    const folder = smallDisk(64);
    const copy = await mp4Clip(join(clips, "copy.mp4"), 2);
    const failure = await failureOf(inProcess().convert(copy, { output: join(folder, "out.mp4") }));
    expect(failure).toMatchObject({ code: "disk-full", action: { kind: "choose-output" } });
    expect(failure.message).toContain("MB free");
    expect(await readdir(folder)).toEqual([]);
  });

  it("is found during the work, where it was not", async () => {
    const folder = smallDisk(512);
    const source = await heavyClip(join(clips, "heavy3.avi"), 1);
    const noise = { video: { crf: 0, preset: "ultrafast" } };
    const failure = await failureOf(
      inProcess().convert(source, { output: join(folder, "out.mp4"), spec: noise }),
    );
    expect(failure.code).toBe("disk-full");
    expect(await readdir(folder)).toEqual([]);
  });

  it("is found at the end of the work, which ffmpeg calls a success", async () => {
    const folder = smallDisk(100);
    const source = await mp4Clip(join(clips, "last.mp4"), 1);
    const failure = await failureOf(
      inProcess().convert(source, {
        output: join(folder, "out.mp4"),
        spec: { reencode: true, video: { crf: 4 } },
        keepLarger: true,
      }),
    );
    expect(failure.code).toBe("disk-full");
    expect(await readdir(folder)).toEqual([]);
  });
});
