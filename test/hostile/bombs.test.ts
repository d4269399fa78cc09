import { readdirSync } from "node:fs";
import { chmod, open, readFile, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateSync, crc32 } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { findBinary, isCutShort, probe } from "../../src/media/index.js";
import { probeGuards, toFileUrl } from "../../src/media/formats.js";
import type { NemoConverter } from "../../src/nemo-converter.js";
import { h264, makeClip, picture, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { bundleScript } from "../support/script-bundle.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { box } from "./disguised-files.js";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const { path: ffmpegPath } = require("@ffmpeg-installer/ffmpeg") as { path: string };
const { path: ffprobePath } = require("@ffprobe-installer/ffprobe") as { path: string };
const builds: [string, () => NemoConverter][] = [
  ["the build at hand", () => inProcess()],
  ["the build that npm ships", () => inProcess({ ffmpegPath, ffprobePath })],
];

const clips = sharedFolder();
const at = (name: string) => join(clips, name);
beforeAll(async () => {
  await makeClip(at("film.mp4"), ...picture("64x36", "10", 1), ...h264);
  await makeClip(at("film.mkv"), "-i", at("film.mp4"), "-c", "copy");
  await writeFile(at("large.png"), png(30_000, 30_000));
  await writeFile(at("large.gif"), gif(65_535, 65_535));
  await writeFile(at("packed.mov"), packedIndex(1_900_000_000));
});

/** A picture that claims to be so large, and has a few rows. */
function png(width: number, height: number): Buffer {
  const part = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  const rows = part("IDAT", deflateSync(Buffer.alloc(100_000)));
  return Buffer.concat([signature, part("IHDR", header), rows, part("IEND", Buffer.alloc(0))]);
}

function gif(width: number, height: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  const palette = Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
  const image = [Buffer.from([0x2c, 0, 0, 0, 0]), size, Buffer.from([0, 2, 2, 0x44, 1, 0, 0x3b])];
  return Buffer.concat([Buffer.from("GIF89a"), size, palette, ...image]);
}

/** A QuickTime index of so many bytes, packed a thousand times smaller. Only its beginning is there: the claim is enough. */
function packedIndex(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  const packed = box("cmvd", length, deflateSync(Buffer.alloc(30_000_000)));
  const index = box("moov", box("cmov", box("dcom", Buffer.from("zlib")), packed));
  return Buffer.concat([box("ftyp", Buffer.from("qt  \0\0\0\0qt  ", "latin1")), index]);
}

/** The film with another duration in its header: Matroska keeps it as a floating number of milliseconds. */
function lasting(matroska: Buffer, seconds: number): Buffer {
  const changed = Buffer.from(matroska);
  const place = changed.indexOf(Buffer.from("448988", "hex"));
  changed.writeDoubleBE(seconds * 1000, place + 3);
  return changed;
}

describe.each(builds)("issue 7 files that claim too much, %s", (_build, connect) => {
  it.each(["large.png", "large.gif"])("%s is refused for its size", async (name) => {
    const failure = await failureOf(
      connect().convert(at(name), { output: join(temporaryFolder(), "o.mp4") }),
    );
    expect(failure).toMatchObject({ code: "unsupported-file", details: { limit: "mediaLimits.pixels" } });
    expect(failure.message).toMatch(/(?:30000x30000|65535x65535) pixels; 268435456 in all are the most/);
  });

  it("an index that unpacks to gigabytes is refused", async () => {
    expect((await failureOf(connect().probe(at("packed.mov")))).code).toBe("unsupported-file");
  });

  it("a film of centuries is refused, unless that is what it is", async () => {
    const source = join(temporaryFolder(), "long.mkv");
    await writeFile(source, lasting(await readFile(at("film.mkv")), 1e10));
    const failure = await failureOf(connect().convert(source));
    expect(failure).toMatchObject({ code: "unsupported-file", details: { limit: "mediaLimits.seconds" } });
    expect(failure.action.message).toContain("mediaLimits");
    const patient = inProcess({ mediaLimits: { seconds: Infinity } });
    expect((await patient.probe(source)).duration).toBeCloseTo(1e10, -1);
  });

  it("a header with more to say than anybody wants to hear is refused", async () => {
    const source = join(temporaryFolder(), "chapters.mkv");
    const chapters = Array.from(
      { length: 60_000 },
      (_, number) =>
        `[CHAPTER]\nTIMEBASE=1/100000\nSTART=${number}\nEND=${number + 1}\ntitle=${"x".repeat(200)}\n`,
    );
    await writeFile(`${source}.txt`, `;FFMETADATA1\n${chapters.join("")}`);
    await makeClip(source, "-i", at("film.mp4"), "-i", `${source}.txt`, "-map_metadata", "1", "-c", "copy");
    const failure = await failureOf(connect().probe(source));
    expect(failure.code).toBe("unsupported-file");
    expect(failure.message).toContain("chapters");
  });
});

describe("issue 7 limits", () => {
  it("of streams: hundreds are taken, more are refused, and both can be set", async () => {
    const source = join(temporaryFolder(), "many.mkv");
    const streams = Array.from({ length: 120 }, () => ["-map", "0:v"]).flat();
    await makeClip(source, "-i", at("film.mp4"), ...streams, "-c", "copy");
    expect((await inProcess().probe(source)).video).toHaveLength(120);
    const failure = await failureOf(inProcess({ mediaLimits: { streams: 100 } }).plan(source));
    expect(failure).toMatchObject({ code: "unsupported-file", details: { found: 120, most: 100 } });
  });

  it("hold for uploads, for the client of a cloud, and are numbers", async () => {
    const nemo = inProcess({ mediaLimits: { pixels: 1000 } });
    const file = new File([new Uint8Array(await readFile(at("film.mp4")))], "film.mp4");
    const failure = await failureOf(nemo.convert(file, { output: join(temporaryFolder(), "o.mp4") }));
    expect(failure.code).toBe("unsupported-file");
    expect(failure.message).toContain("64x36 pixels; 1000 in all are the most");
    expect(() => inProcess({ mediaLimits: { pixels: 1e12 } })).toThrow("mediaLimits.pixels must be");
    expect(() => inProcess({}, { mediaLimits: { seconds: -1 } })).toThrow("mediaLimits.seconds must be");
  });

  it("of time: an ffprobe that hangs is ended, and says so", async () => {
    const slow = join(temporaryFolder(), "ffprobe");
    await writeFile(slow, "#!/bin/sh\nexec sleep 600\n");
    await chmod(slow, 0o755);
    const failure = await failureOf(
      probe(at("film.mp4"), {
        ffprobePath: slow,
        mediaLimits: { pixels: 1e6, seconds: 60, streams: 9, probeMs: 100 },
      }),
    );
    expect(failure).toMatchObject({ code: "timeout", details: { limit: "mediaLimits.probeMs" } });
  });

  it("of memory: ffprobe needs little for an index that unpacks to gigabytes", async () => {
    const { path } = await findBinary("ffprobe");
    // What the kernel refuses beyond 1.5 GB of addresses would show as another error.
    const line = 'ulimit -v 1500000; "$0" "$@"; exit 0';
    const args = ["-v", "error", ...probeGuards, "-show_format", toFileUrl(at("packed.mov"))];
    const { stderr } = await run("/bin/sh", ["-c", line, path, ...args]);
    expect(stderr).toContain("Cannot allocate memory");
  });
});

describe("issue 7 times that a header does not tell", { timeout: 60_000 }, () => {
  it("a gap of a day between two frames is not filled frame by frame", async () => {
    const folder = temporaryFolder();
    const source = join(folder, "gap.mkv");
    const gap = ["-vf", "setpts='if(gte(N,9),N/10/TB+72000/TB,PTS)'", "-vsync", "vfr"];
    await makeClip(source, ...picture("64x36", "10", 1), ...gap, ...h264);
    // Neither the header nor a tag says how long it is.
    const bytes = lasting(await readFile(source), 1);
    bytes.write("DURATIO_", bytes.indexOf("DURATION"), "latin1");
    await writeFile(source, bytes);
    const failure = await failureOf(
      inProcess().convert(source, { spec: { reencode: true, video: { fps: 1 } } }),
    );
    expect(failure.code).toBe("source-damaged");
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("a file that grows while it is read gives a whole result or an error, and nothing by halves", async () => {
    const folder = temporaryFolder();
    const source = join(folder, "growing.ts");
    await makeClip(source, ...picture("160x90", "25", 4), ...h264, "-g", "10");
    const bytes = await readFile(source);
    const file = await open(source, "a");
    const writing = (async () => {
      for (let times = 0; times < 20; times += 1) {
        await file.appendFile(bytes);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const outcome = await inProcess()
      .convert(source, { output: join(folder, "out.mp4"), spec: { reencode: true } })
      .then(
        ({ verification }) => verification.ok,
        (error: unknown) => (error as { code: string }).code,
      );
    await writing;
    await file.close();
    expect([true, "verification-failed", "source-damaged", "ffmpeg-failed"]).toContain(outcome);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("issue 7 our own reading of containers", () => {
  /** Written with holes: it has its length and takes no room. */
  async function sparse(path: string, bytes: number, parts: [number, Buffer][]): Promise<string> {
    const file = await open(path, "w");
    await file.truncate(bytes);
    for (const [place, part] of parts) await file.write(part, 0, part.length, place);
    await file.close();
    return path;
  }

  it("is not kept busy by a file of empty boxes or elements", async () => {
    const folder = temporaryFolder();
    const empty = Buffer.concat(Array.from({ length: 4000 }, () => box("free")));
    const boxes = join(folder, "boxes.mp4");
    await writeFile(boxes, Buffer.concat(Array.from({ length: 500 }, () => empty)));
    const elements = join(folder, "elements.mkv");
    const header = Buffer.from("1a45dfa380", "hex");
    await writeFile(elements, Buffer.concat([header, Buffer.alloc(4_000_000, Buffer.from("ec80", "hex"))]));
    const began = process.cpuUsage();
    expect(await isCutShort(boxes)).toBe(false);
    expect(await isCutShort(elements)).toBe(false);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1e6).toBeLessThan(30);
  });

  it("holds no list of what an index of millions of entries claims", async () => {
    const folder = temporaryFolder();
    const entries = 25_000_000;
    const bytes = 16 + 8 * entries;
    const word = (...values: number[]) => {
      const data = Buffer.alloc(values.length * 4);
      values.forEach((value, index) => data.writeUInt32BE(value, index * 4));
      return data;
    };
    const head = (type: string, length: number) => Buffer.concat([word(length), Buffer.from(type)]);
    const times = Buffer.concat([head("stts", bytes), word(0, entries)]);
    const handler = box("hdlr", word(0, 0), Buffer.from("vide"), Buffer.alloc(13));
    const media = box("mdhd", word(0, 0, 0, 1000, 1000, 0));
    const table = Buffer.concat([head("stbl", bytes + 8), times]);
    const inner = Buffer.concat([head("minf", bytes + 16), table]);
    const body = Buffer.concat([handler, media]);
    const mdia = Buffer.concat([head("mdia", 8 + body.length + bytes + 16), body, inner]);
    const trak = Buffer.concat([head("trak", 8 + 8 + body.length + bytes + 16), mdia]);
    const moov = Buffer.concat([head("moov", 16 + 8 + body.length + bytes + 16), trak]);
    const source = await sparse(join(folder, "index.mp4"), moov.length + 8 * entries, [
      [0, Buffer.concat([moov, word(10, 100, 1, 5)])],
    ]);
    const script = await bundleScript(
      `import { readMp4Layout } from "./src/media/mp4-layout.js";
      console.log(JSON.stringify(await readMp4Layout(process.argv[2])));`,
    );
    // Beside the index itself, which is no part of the heap, there is no room for a list of so many pairs.
    const { stdout } = await run(process.execPath, ["--max-old-space-size=150", script, source]);
    expect(JSON.parse(stdout)).toMatchObject({ isFaststart: true, oddFrames: 1 });
  });
});
