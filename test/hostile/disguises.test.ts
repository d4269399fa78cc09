import { readdirSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { NemoConverter } from "../../src/nemo-converter.js";
import { h264, makeClip, picture, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { loopbackServer } from "../support/loopback-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { withExternalData, withHiddenSubtitles } from "./disguised-files.js";

const { path: ffmpegPath } = createRequire(import.meta.url)("@ffmpeg-installer/ffmpeg") as { path: string };
const { path: ffprobePath } = createRequire(import.meta.url)("@ffprobe-installer/ffprobe") as {
  path: string;
};
const builds: [string, () => NemoConverter][] = [
  ["the build at hand", () => inProcess()],
  ["the build that npm ships", () => inProcess({ ffmpegPath, ffprobePath })],
];

// A film that ffmpeg would gladly read, were it led there: whatever shows it has got out.
const clips = sharedFolder();
const secret = join(clips, "secret.mp4");
beforeAll(async () => {
  await makeClip(secret, ...picture("64x36", "10", 1), ...h264);
  await makeClip(join(clips, "secret.ts"), "-i", secret, "-c", "copy");
  await makeClip(join(clips, "secret.mov"), "-i", secret, "-c", "copy", "-f", "mov");
  await makeClip(join(clips, "plain.avi"), ...picture("64x36", "10", 1), "-c:v", "mpeg4");
});

/** An HLS playlist of one segment. */
const playlist = (segment: string) =>
  `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${segment}\n#EXT-X-ENDLIST\n`;

const manifest = (base: string) => `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011">
<Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000"><BaseURL>${base}</BaseURL></Representation></AdaptationSet></Period></MPD>`;

/** Files that name others, by their own names; `url` is a server that must not be asked. */
const disguises = (url: string): Record<string, string> => ({
  "hls.mp4": playlist(secret),
  "hls.mkv": playlist(`file://${secret}`),
  "hls.ts": playlist(join(clips, "secret.ts")),
  "hls.avi": playlist("file:///etc/passwd"),
  "http.mp4": playlist(`${url}/a.ts`),
  "key.mp4": playlist(`${url}/a.ts`).replace(
    "#EXTINF",
    `#EXT-X-KEY:METHOD=AES-128,URI="${url}/key"\n#EXTINF`,
  ),
  "concat.mp4": playlist(`concat:${url}/a.ts|file://${secret}`),
  "subfile.mp4": playlist(`subfile,,start,0,end,100000,,:${secret}`),
  "data.mp4": playlist("data:video/mp2t;base64,R0FSQkFHRQ=="),
  "crypto.mp4": playlist(`crypto+${url}/a.ts`),
  "script.mp4": `ffconcat version 1.0\nfile '${secret}'\n`,
  "script.mkv": `ffconcat version 1.0\nfile ${url}/a.mp4\n`,
  "dash.mp4": manifest(`${url}/a.mp4`),
  "dash.mpd": manifest(`file://${secret}`),
  "call.sdp": `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video ${new URL(url).port} RTP/AVP 96\na=rtpmap:96 H264/90000\n`,
  "list.pls": `[playlist]\nFile1=${url}/a.mp4\nNumberOfEntries=1\n`,
  "list.asx": `<asx version="3.0"><entry><ref href="${url}/a.wmv"/></entry></asx>`,
  "link.mov": `rtsptext\n${url}/a.mov\n`,
  "%03d.png": `${secret}\n`,
  "[0-9]*.png": `${secret}\n`,
});

describe.each(builds)("issue 7, E69 files that name others, %s", { timeout: 60_000 }, (_build, connect) => {
  it("are refused, and nobody is asked for anything", async () => {
    const server = await loopbackServer((_request, response) => response.end());
    const folder = temporaryFolder();
    const nemo = connect();
    await copyFile(secret, join(folder, "001.png"));
    const names: string[] = ["001.png"];
    for (const [name, text] of Object.entries(disguises(server.url))) {
      names.push(name);
      await writeFile(join(folder, name), text);
      const failure = await failureOf(nemo.probe(join(folder, name)));
      expect(["not-media", "source-damaged"], name).toContain(failure.code);
    }
    for (const name of ["hls.mp4", "script.mp4", "concat.mp4", "%03d.png"]) {
      const source = join(folder, name);
      expect((await nemo.check(source)).ok, name).toBe(false);
      const spec = { reencode: true };
      for (const work of [
        () => nemo.plan(source),
        () => nemo.convert(source, { spec, receipt: true }),
        () => nemo.variants(source, { small: { video: { height: 36 } }, web: "web" }),
      ]) {
        expect((await failureOf(work)).code, name).toBe("not-media");
      }
    }
    expect(server.requests).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(names.sort());
  });

  it("a movie whose frames lie in another file is not filled from there", async () => {
    const folder = temporaryFolder();
    const source = join(folder, "outside.mov");
    await writeFile(source, withExternalData(await readFile(join(clips, "secret.mov")), secret));
    const failure = await failureOf(connect().convert(source, { spec: { reencode: true } }));
    expect(failure.message).not.toContain("secret");
    expect(readdirSync(folder).filter((name) => !name.endsWith(".unverified.mp4"))).toEqual(["outside.mov"]);
  });

  it("subtitles inside of an AVI that are a playlist are no way out", async () => {
    const server = await loopbackServer((_request, response) => response.end());
    const folder = temporaryFolder();
    const source = join(folder, "subtitled.avi");
    const avi = await readFile(join(clips, "plain.avi"));
    await writeFile(source, withHiddenSubtitles(avi, playlist(`${server.url}/a.ts`)));
    const nemo = connect();
    await nemo.probe(source);
    await nemo.convert(source).catch(() => undefined);
    expect(server.requests).toEqual([]);
  });

  it("attachments and languages that look like paths make no files", async () => {
    const folder = temporaryFolder();
    const inner = join(folder, "in", "ner");
    await mkdir(inner, { recursive: true });
    const source = join(inner, "attached.mkv");
    const words = "1\n00:00:00,000 --> 00:00:01,000\n{\\fn/etc/passwd}words\n";
    await writeFile(join(folder, "words.srt"), words);
    await makeClip(
      source,
      ...[
        "-i",
        secret,
        "-i",
        join(folder, "words.srt"),
        "-map",
        "0",
        "-map",
        "1",
        "-c:v",
        "copy",
        "-c:s",
        "ass",
      ],
      ...["-metadata:s:s:0", "language=/../../up", "-attach", join(folder, "words.srt")],
      ...["-metadata:s:t", "mimetype=font/ttf", "-metadata:s:t", "filename=../../evil.ttf"],
    );
    const result = await connect().convert(source, { output: join(inner, "out.mp4") });
    expect(result.verification.ok).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["in", "words.srt"]);
    expect(readdirSync(join(folder, "in"))).toEqual(["ner"]);
    expect(readdirSync(inner).every((name) => /^(?:attached|out)\./.test(name))).toBe(true);
  });
});

describe("issue 7 names", () => {
  const names = [
    ...["concat:a|b.mov", "http:a.mov", "pipe:0", "-i", "--help.mov", "subfile,,start,0,end,9,,:a.mov"],
    ...["data:a,b.mov", "%d.mov", "*.mov", "a\u202Evom.mov", "a:b'c\"d\\e,f;g[h]=i$j`k`\nl.mov", "@a.mov"],
  ];

  it.each(names)("%j is a file like any other", async (name) => {
    const folder = temporaryFolder();
    await copyFile(secret, join(folder, name));
    const nemo = inProcess();
    expect((await nemo.probe(join(folder, name))).video).toHaveLength(1);
    expect((await nemo.convert(join(folder, name), { output: join(folder, "out.mp4") })).route).toBe("copy");
    expect(readdirSync(folder).sort()).toEqual([name, "out.mp4"].sort());
  });

  it.each(builds)(
    "say nothing to a filter that draws the subtitles of such a file, %s",
    async (_build, connect) => {
      const folder = temporaryFolder();
      const source = join(folder, "a:b'c\"d\\e,f;g[h]=i$j|k%d\nl.mkv");
      await writeFile(join(folder, "words.srt"), "1\n00:00:00,000 --> 00:00:01,000\nwords\n");
      await makeClip(
        join(folder, "plain.mkv"),
        ...["-i", secret, "-i", join(folder, "words.srt"), "-map", "0", "-map", "1", "-c:v", "copy"],
      );
      await copyFile(join(folder, "plain.mkv"), source);
      const made = await connect().convert(source, {
        output: join(folder, "out.mp4"),
        spec: { subtitles: "burn" },
      });
      expect(made.route).not.toBe("copy");
      expect(made.verification.ok).toBe(true);
    },
  );
});
