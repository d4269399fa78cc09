import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { CheckFinding } from "../../src/conversion/index.js";
import { findBinary } from "../../src/media/index.js";
import type { ConvertOptions } from "../../src/workflows/index.js";
import { makeClip, mp4Clip, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { cutTo, rotten } from "./broken-files.js";

const clips = sharedFolder();
const at = (name: string) => join(clips, name);
let film: string;
let cut: string;
let bad: string;
beforeAll(async () => {
  film = await mp4Clip(at("film.mp4"), 4);
  cut = await cutTo(film, at("cut.mp4"));
  bad = await rotten(film, at("rotten.mp4"));
});

const reencode = { spec: { reencode: true } };

/** The failure of a conversion, and what it leaves in the output's folder. */
async function failing(source: string, options: ConvertOptions = {}, nemo = inProcess()) {
  const folder = temporaryFolder();
  const failure = await failureOf(nemo.convert(source, { output: join(folder, "out.mp4"), ...options }));
  const findings = (failure.details["findings"] ?? []) as CheckFinding[];
  return { failure, kinds: findings.map(({ kind }) => kind), left: await readdir(folder) };
}

describe("E64 a source that is cut short", () => {
  it.each<[string, ConvertOptions]>([
    ["copied", {}],
    ["encoded", reencode],
    ["not verified", { verify: false }],
    ["not verified and encoded", { verify: false, ...reencode }],
  ])("does not become a shorter film when it is %s", async (_how, options) => {
    const { failure, kinds, left } = await failing(cut, options);
    expect(failure.code).toBe("source-damaged");
    expect(failure.message).toMatch(/cut\.mp4: Stream 0: It is cut short: [12]\.\d+ of 4 s are there/);
    expect(failure.action.kind).toBe("convert-first");
    expect(kinds).toEqual(["truncated"]);
    expect(left).toEqual([]);
  });

  it.each(["mkv", "avi", "mov"])("is refused as .%s, too", async (kind) => {
    const whole = await makeClip(at(`whole.${kind}`), "-i", film, "-c", "copy", "-movflags", "+faststart");
    const { failure, kinds } = await failing(await cutTo(whole, at(`cut.${kind}`)));
    expect(failure.code).toBe("source-damaged");
    expect(kinds).toContain("truncated");
  });

  it("may still give what is there, when only that is asked for", async () => {
    const output = join(temporaryFolder(), "begin.mp4");
    const { verification } = await inProcess().convert(cut, { output, spec: { trim: { end: 1 } } });
    expect(verification.ok).toBe(true);
    const beyond = await failing(cut, { spec: { trim: { end: 3.5 } } });
    expect(beyond.failure.code).toBe("source-damaged");
    expect(beyond.kinds).toEqual(["truncated"]);
  });

  it("is found after the work where no length of the file tells it; the result keeps its other name", async () => {
    const codecs = ["-c:v", "flv", "-c:a", "libmp3lame", "-ar", "44100"];
    const whole = await makeClip(at("whole.flv"), "-i", film, ...codecs);
    const { failure, kinds, left } = await failing(await cutTo(whole, at("cut.flv")));
    expect(failure.code).toBe("source-damaged");
    expect(failure.cause).toMatchObject({ code: "verification-failed" });
    expect(failure.message).toContain("out.mp4.unverified.mp4");
    expect(kinds).toEqual(["truncated"]);
    expect(left).toEqual(["out.mp4.unverified.mp4"]);
  });

  it("is kept beside what was kept before", async () => {
    const codecs = ["-c:v", "flv", "-c:a", "libmp3lame", "-ar", "44100"];
    const source = await cutTo(await makeClip(at("again.flv"), "-i", film, ...codecs), at("cut-again.flv"));
    const folder = temporaryFolder();
    const output = join(folder, "out.mp4");
    await writeFile(`${output}.unverified.mp4`, "precious");
    const failure = await failureOf(inProcess().convert(source, { output }));
    expect(failure.message).toContain("out.mp4.unverified (1).mp4");
    expect(await readFile(`${output}.unverified.mp4`, "utf8")).toBe("precious");
  });
});

describe("E65, R48 convert() with check", () => {
  it("refuses a source with damaged frames before anything is made", async () => {
    const stages: string[] = [];
    const options = { check: true, onProgress: ({ stage }: { stage: string }) => stages.push(stage) };
    const { failure, kinds, left } = await failing(bad, options);
    expect(failure.code).toBe("source-damaged");
    expect(failure.message).toContain("errors while decoding");
    expect(new Set(kinds)).toEqual(new Set(["damaged-frames"]));
    expect(new Set(stages)).toEqual(new Set(["inspect"]));
    expect(left).toEqual([]);
  });

  it("is not needed for a copy whose every frame is verified: the source is what is blamed", async () => {
    const { failure, kinds } = await failing(bad, { verify: "full" });
    expect(failure.code).toBe("source-damaged");
    expect(failure.cause).toMatchObject({ code: "verification-failed" });
    expect(new Set(kinds)).toEqual(new Set(["damaged-frames"]));
  });

  it("converts a source that is fine, also under a wrong extension", async () => {
    const { copyFile } = await import("node:fs/promises");
    await copyFile(film, at("film.avi"));
    const output = join(temporaryFolder(), "out.mp4");
    const result = await inProcess().convert(at("film.avi"), { output, check: true });
    expect(result.verification.ok).toBe(true);
  });
});

describe("R48 a conversion that fails by itself", () => {
  /** The real ffmpeg, but for renders, which fail. */
  async function failingFfmpeg(): Promise<string> {
    const { path: real } = await findBinary("ffmpeg");
    const fake = join(temporaryFolder(), "ffmpeg");
    const script = `case "$*" in *-progress*) echo 'it exploded' >&2; exit 1;; *) exec ${real} "$@";; esac`;
    await writeFile(fake, `#!/bin/sh\n${script}\n`);
    await chmod(fake, 0o755);
    return fake;
  }

  it("has its source checked: damage that is found is the error, the failure its cause", async () => {
    const ffmpegPath = await failingFfmpeg();
    const { failure, kinds, left } = await failing(bad, reencode, inProcess({ ffmpegPath }, { ffmpegPath }));
    expect(failure.code).toBe("source-damaged");
    expect(failure.cause).toMatchObject({ code: "ffmpeg-failed" });
    expect(new Set(kinds)).toEqual(new Set(["damaged-frames"]));
    expect(left).toEqual([]);
  });

  it("keeps its own error where the source is fine", async () => {
    const ffmpegPath = await failingFfmpeg();
    const { failure } = await failing(film, reencode, inProcess({ ffmpegPath }, { ffmpegPath }));
    expect(failure.code).toBe("ffmpeg-failed");
    expect(failure.message).toContain("it exploded");
  });

  it("has its source checked when the render stands still", async () => {
    const { path: real } = await findBinary("ffmpeg");
    const ffmpegPath = join(temporaryFolder(), "ffmpeg");
    const script = `case "$*" in *-progress*) exec sleep 60;; *) exec ${real} "$@";; esac`;
    await writeFile(ffmpegPath, `#!/bin/sh\n${script}\n`);
    await chmod(ffmpegPath, 0o755);
    const timing = { renderTimeoutMs: 300, renderPollMs: 50 };
    const { failure } = await failing(bad, reencode, inProcess({ ffmpegPath }, { ffmpegPath, timing }));
    expect(failure.code).toBe("source-damaged");
    expect(failure.cause).toMatchObject({ code: "timeout" });
  });
});
