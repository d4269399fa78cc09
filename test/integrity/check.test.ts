import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inProcess } from "../support/converters.js";
import { h264, makeClip, mp4Clip, picture, sharedFolder, tone, webmClip } from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";
import { cutTo, kindsOf, rotten } from "./broken-files.js";

const clips = sharedFolder();
const at = (name: string) => join(clips, name);
let film: string;
beforeAll(async () => {
  film = await mp4Clip(at("film.mp4"), 4);
});

describe("R48 a file that is fine", () => {
  it("has no findings, in any depth and container", async () => {
    const nemo = inProcess();
    const copies = await Promise.all(
      ["mkv", "mov", "flv", "avi"].map((kind) => makeClip(at(`whole.${kind}`), "-i", film, "-c", "copy")),
    );
    const fragmented = await makeClip(
      at("fragmented.mp4"),
      ...["-i", film, "-c", "copy", "-movflags", "+frag_keyframe+empty_moov"],
    );
    const webm = await webmClip(at("whole.webm"));
    for (const path of [film, ...copies, fragmented, webm]) {
      expect(await nemo.check(path), path).toEqual({ ok: true, findings: [], depth: "quick" });
      const full = await nemo.check(path, { depth: "full" });
      expect(full, path).toEqual({ ok: true, findings: [], depth: "full" });
    }
  });

  it("may begin late, have a track that ends early, a cover, frames of any length", async () => {
    const nemo = inProcess();
    const late = await makeClip(
      at("late.mkv"),
      ...["-itsoffset", "1.5", "-i", film, ...tone(1), "-map", "0:v", "-map", "1:a", "-c:v", "copy"],
    );
    const middle = await makeClip(at("middle.mp4"), "-ss", "1.3", "-i", film, "-t", "1.4", "-c", "copy");
    const slow = await makeClip(
      at("slow.mp4"),
      ...[...picture("320x240", "25", 4), "-vf", "select='lt(n,10)+not(mod(n,40))'", "-vsync", "vfr"],
      ...h264,
    );
    const pipe = await makeClip(at("pipe.avi"), "-i", film, "-c:v", "mpeg4", "-f", "avi", "-seekable", "0");
    expect((await nemo.check(pipe)).ok).toBe(true);
    for (const path of [late, middle, slow]) {
      expect(await nemo.check(path, { depth: "full" }), path).toMatchObject({ ok: true, findings: [] });
    }
  });
});

describe("E64, R48 a file that is cut short", () => {
  it.each(["mp4", "mkv", "avi", "flv", "webm"])("says how much of a .%s is there", async (kind) => {
    const codecs = {
      webm: ["-c:v", "libvpx", "-b:v", "300k", "-deadline", "realtime", "-c:a", "libvorbis"],
      flv: ["-c:v", "flv", "-c:a", "libmp3lame", "-ar", "44100"],
      avi: ["-c:v", "mpeg4", "-c:a", "libmp3lame"],
    };
    const options = codecs[kind as keyof typeof codecs] ?? ["-c", "copy", "-movflags", "+faststart"];
    const whole = await makeClip(at(`long.${kind}`), "-i", film, ...options);
    const cut = await cutTo(whole, at(`cut.${kind}`));
    const report = await inProcess().check(cut);
    expect(report.ok).toBe(false);
    const finding = report.findings.find((each) => each.kind === "truncated");
    expect(finding?.message).toMatch(/cut short: \d\S* of [34]\S* s are there/);
    expect(finding!.promised).toBeCloseTo(4, 0);
    expect(finding!.present).toBeGreaterThan(0.5);
    expect(finding!.present).toBeLessThan(3);
  });

  it("counts the frames of the picture, and finds a little that is missing", async () => {
    const report = await inProcess().check(await cutTo(film, at("most.mp4"), 0.9));
    expect(report.ok).toBe(false);
    expect(report.findings[0]).toMatchObject({ kind: "truncated", stream: 0 });
    expect(report.findings[0]!.message).toMatch(/\(\d\d of 100 frames\)/);
  });

  it("finds it in a fragmented MP4", async () => {
    const whole = await makeClip(
      at("long-fragments.mp4"),
      ...["-i", film, "-c", "copy", "-movflags", "+frag_keyframe+empty_moov"],
    );
    const report = await inProcess().check(await cutTo(whole, at("cut-fragments.mp4"), 0.7));
    expect(report).toMatchObject({ ok: false, findings: [{ kind: "truncated" }] });
  });
});

describe("E65, R48 damaged frames", () => {
  it("are what only a full check finds; it counts the errors by stream", async () => {
    const nemo = inProcess();
    const bad = await rotten(film, at("rotten.mp4"));
    expect(await nemo.check(bad)).toMatchObject({ ok: true, findings: [] });
    const report = await nemo.check(bad, { depth: "full" });
    expect(report.ok).toBe(false);
    expect(new Set(kindsOf(report))).toEqual(new Set(["damaged-frames"]));
    const ofPicture = report.findings.find(({ stream }) => stream === 0);
    expect(ofPicture!.count).toBeGreaterThan(5);
    expect(ofPicture!.message).toContain(`${ofPicture!.count} errors while decoding`);
    expect(ofPicture!.message).not.toMatch(/0x[0-9a-f]/);
  });
});

describe("E66, E50, E69, R48 what cannot be opened is named", () => {
  it("an index that is missing", async () => {
    const late = await makeClip(at("index-last.mp4"), "-i", film, "-c", "copy");
    const report = await inProcess().check(await cutTo(late, at("no-index.mp4")));
    expect(report.ok).toBe(false);
    expect(kindsOf(report)).toEqual(["missing-index", "truncated"]);
  });

  it("an index that is cut itself, anywhere", async () => {
    const nemo = inProcess();
    const bytes = await readFile(film);
    const [begin, end] = [bytes.indexOf("moov") - 4, bytes.indexOf("mdat") - 4];
    for (const share of [0.01, 0.2, 0.5, 0.9]) {
      await writeFile(at("in-index.mp4"), bytes.subarray(0, begin + Math.round((end - begin) * share)));
      const report = await nemo.check(at("in-index.mp4"));
      expect(kindsOf(report), `${share}`).toEqual(["missing-index", "truncated"]);
      const failure = await failureOf(nemo.convert(at("in-index.mp4"), { output: at("out.mp4") }));
      expect(["source-damaged", "not-media"]).toContain(failure.code);
    }
  });

  it("a missing index that is only needed for seeking is a note", async () => {
    const live = await makeClip(at("live.mkv"), "-i", film, "-c", "copy", "-live", "1");
    const report = await inProcess().check(live);
    expect(report).toMatchObject({ ok: true, findings: [{ kind: "missing-index", severity: "note" }] });
  });

  it("nothing, a text, a playlist in disguise", async () => {
    const nemo = inProcess();
    const write = async (name: string, text: string) => {
      await writeFile(at(name), text);
      return at(name);
    };
    const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${film}\n#EXT-X-ENDLIST\n`;
    const cases = [
      [await write("empty.mp4", ""), "empty"],
      [await write("letter.mp4", "hello, this is a letter and no film\n".repeat(50)), "not-media"],
      [await write("evil.mp4", playlist), "not-media"],
    ] as const;
    for (const [path, kind] of cases) {
      const report = await nemo.check(path, { depth: "full", preset: "web" });
      expect(report.ok, path).toBe(false);
      expect(kindsOf(report), path).toEqual([kind]);
    }
    expect(kindsOf(await nemo.check(new Blob([])))).toEqual(["empty"]);
  });

  it("a film that is copy protected, by its own entry or by Common Encryption", async () => {
    const nemo = inProcess();
    const bytes = await readFile(film);
    bytes.write("encv", bytes.indexOf("avc1", bytes.indexOf("stsd")), "latin1");
    await writeFile(at("protected.mp4"), bytes);
    const key = "000102030405060708090a0b0c0d0e0f";
    const common = await makeClip(
      at("common.mp4"),
      ...["-i", film, "-c", "copy", "-encryption_scheme", "cenc-aes-ctr"],
      ...["-encryption_key", key, "-encryption_kid", key],
    );
    for (const path of [at("protected.mp4"), common]) {
      const report = await nemo.check(path, { depth: "full", preset: "web" });
      expect(report.ok).toBe(false);
      expect(kindsOf(report)).toEqual(["encrypted"]);
      expect((await failureOf(nemo.convert(path, { output: at("out.mp4") }))).code).toBe("source-encrypted");
    }
  });

  it("a wrong extension is told, and nothing is wrong with the file", async () => {
    await copyFile(film, at("film.avi"));
    const report = await inProcess().check(at("film.avi"), { depth: "full" });
    expect(report).toMatchObject({ ok: true, findings: [{ kind: "wrong-extension", severity: "note" }] });
    expect(report.findings[0]!.message).toContain(".mp4 would be right");
  });
});

describe("R48 check() as a call", () => {
  it("takes a stream and a Blob, and calls them by their names", async () => {
    const nemo = inProcess();
    const bytes = await readFile(film);
    const cut = bytes.subarray(0, bytes.length / 2);
    const source = { name: "film.avi", open: () => new Blob([cut]).stream() as AsyncIterable<Uint8Array> };
    expect(kindsOf(await nemo.check(source))).toEqual(["truncated", "wrong-extension"]);
    expect(await nemo.check(new Blob([bytes], { type: "video/mp4" }))).toMatchObject({ ok: true });
    const live = await readFile(await webmClip(at("blob.webm"), 1));
    expect(await nemo.check(new Blob([live]))).toMatchObject({ ok: true, findings: [] });
    expect(kindsOf(await nemo.check(new File([live], "live.mp4")))).toEqual(["wrong-extension"]);
  });

  it("throws for what is not the file's fault", async () => {
    const nemo = inProcess();
    expect((await failureOf(nemo.check(at("nowhere.mp4")))).code).toBe("source-missing");
    expect((await failureOf(nemo.check(film, { signal: AbortSignal.abort() }))).code).toBe("aborted");
    const unknown = failureOf(nemo.check(film, { preset: "myspace" as "web" }));
    expect((await unknown).message).toContain("youtube, vimeo");
    expect((await failureOf(nemo.check(film, { depth: "deep" as "full" }))).code).toBe("invalid-request");
    const without = inProcess({}, { ffmpegPath: "/nowhere/ffmpeg", ffprobePath: "/nowhere/ffprobe" });
    expect((await failureOf(without.check(film))).code).toBe("ffmpeg-missing");
    expect((await failureOf(without.check(film, { depth: "full" }))).code).toBe("ffmpeg-missing");
  });

  it("ends at once when it is aborted in the middle, or the converter closed", async () => {
    const long = await makeClip(at("long.mkv"), ...picture("1280x720", "30", 20), ...h264, "-g", "600");
    const nemo = inProcess();
    const stop = new AbortController();
    for (const [code, end] of [
      ["aborted", () => stop.abort()],
      ["closed", () => void nemo.close()],
    ] as const) {
      setTimeout(end, 300);
      const started = Date.now();
      const signal = code === "aborted" ? stop.signal : undefined;
      expect((await failureOf(nemo.check(long, { depth: "full", signal }))).code).toBe(code);
      expect(Date.now() - started).toBeLessThan(3000);
    }
    expect((await failureOf(nemo.check(long))).code).toBe("closed");
  });
});
