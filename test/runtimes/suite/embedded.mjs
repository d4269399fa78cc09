// The embedded backend with a real ffmpeg. The folder of clips is the caller's; what is made here is looked at by ffprobe.
import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { NemoConverter, NemoError } from "nemo-converter";
import { localBackend, serve } from "nemo-converter/local";
import { check, checkIf, runChecks, until } from "./checks.mjs";
import { processesNaming } from "./processes.mjs";

const { AbortController, Blob } = globalThis;
const { CLIPS: clips, FFPROBE_PATH: ffprobe } = process.env;
const folder = mkdtempSync(join(tmpdir(), "runtime-embedded-"));
const camera = join(clips, "camera.mov");
const nemo = new NemoConverter({ backend: localBackend() });

const own = (name) => mkdir(join(folder, name), { recursive: true });

async function streamsOf(path) {
  const args = ["-v", "error", "-count_packets", "-show_streams", "-of", "json", path];
  const { streams } = JSON.parse((await promisify(execFile)(ffprobe, args)).stdout);
  return streams.map(({ codec_name, width, height, nb_read_packets }) => ({
    codec: codec_name,
    ...(width && { size: `${width}x${height}` }),
    packets: Number(nb_read_packets),
  }));
}

async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof NemoError, `a NemoError, not ${error?.stack ?? error}`);
    return error;
  }
  throw new assert.AssertionError({ message: "It should have failed." });
}

check("a file is probed", async () => {
  const { video, audio, duration } = await nemo.probe(camera);
  assert.deepEqual(
    [video[0].codec, video[0].width, video[0].height, audio[0].codec],
    ["h264", 320, 180, "pcm_s16le"],
  );
  assert.ok(Math.abs(duration - 1) < 0.1, duration);
});

check("a file is checked, and a damaged one found out", async () => {
  assert.equal((await nemo.check(camera, { depth: "full" })).ok, true);
  const bytes = await readFile(camera);
  const damaged = join(await own("damaged"), "camera.mov");
  await writeFile(damaged, bytes.subarray(0, bytes.length / 2));
  const { ok, findings } = await nemo.check(damaged);
  assert.ok(!ok && findings.length > 0);
});

check("a conversion is planned", async () => {
  const { route, streams, passes } = await nemo.plan(camera, { output: join(folder, "planned.mp4") });
  assert.deepEqual([route, streams.map(({ action }) => action)], ["partial", ["copy", "encode"]]);
  assert.equal(passes.length, 1);
});

check("what fits is copied, the rest encoded, and the result verified", async () => {
  const at = await own("partial");
  const stages = new Set();
  const result = await nemo.convert(camera, {
    output: join(at, "out.mp4"),
    onProgress: ({ stage }) => stages.add(stage),
  });
  assert.deepEqual(
    [result.route, result.verification.ok, result.verification.level],
    ["partial", true, "quick"],
  );
  assert.ok(stages.has("render") && stages.has("verify"), [...stages].join());
  assert.deepEqual(await readdir(at), ["out.mp4"]);
  const [video, audio] = await streamsOf(result.path);
  assert.deepEqual(video, { codec: "h264", size: "320x180", packets: 25 });
  assert.equal(audio.codec, "aac");
});

check("an encode is measured and its receipt written", async () => {
  const at = await own("encode");
  const spec = { video: { codec: "h264", height: 90, crf: 30, preset: "ultrafast" } };
  const result = await nemo.convert(camera, {
    output: join(at, "out.mp4"),
    spec,
    verify: "full",
    receipt: true,
  });
  assert.deepEqual(
    [result.route, result.verification.ok, result.verification.level],
    ["encode", true, "full"],
  );
  assert.deepEqual((await streamsOf(result.path))[0], { codec: "h264", size: "160x90", packets: 25 });
  const receipt = JSON.parse(await readFile(result.receiptPath.replace(/html$/, "json"), "utf8"));
  assert.ok(JSON.stringify(receipt).includes(result.path.split("/").at(-1)));
});

check("a Blob is converted", async () => {
  const at = await own("blob");
  const source = new Blob([await readFile(camera)], { type: "video/quicktime" });
  const result = await nemo.convert(source, { output: join(at, "out.mp4") });
  assert.equal((await streamsOf(result.path))[0].packets, 25);
  assert.deepEqual(await readdir(at), ["out.mp4"]);
});

check("two variants come of one source", async () => {
  const at = await own("variants");
  const small = { video: { height: 90, preset: "ultrafast" } };
  const results = await nemo.variants(camera, { full: {}, small }, { output: at });
  assert.deepEqual((await streamsOf(results.small.path))[0].size, "160x90");
  assert.deepEqual((await streamsOf(results.full.path))[0].size, "320x180");
});

check("a batch runs, and a second run finds it done", async () => {
  const at = await own("batch");
  for (const name of ["a.mov", "b.mov"]) await copyFile(camera, join(at, name));
  const output = join(at, "out");
  const { done, failed } = await nemo.batch(at, { output }).summary;
  assert.deepEqual([done, failed], [2, []]);
  assert.equal((await nemo.batch(at, { output }).summary).skipped, 2);
  assert.deepEqual((await readdir(output)).filter((name) => name.endsWith(".mp4")).sort(), [
    "a.mp4",
    "b.mp4",
  ]);
});

check("a project is edited in words and exported", async () => {
  const talking = new NemoConverter({ backend: localBackend() });
  const { uploads } = await talking.ask("Add this file", { files: [camera] });
  assert.equal(uploads.length, 1);
  assert.equal((await talking.ask("Trim the first 0.5 seconds")).outcome, "applied");
  const { path } = await talking.export({ output: join(await own("edited"), "out.mp4") });
  const [{ packets }] = await streamsOf(path);
  assert.ok(packets >= 12 && packets <= 13, packets);
  await talking.close();
});

check("over a port it is the cloud to its client", async () => {
  const at = await own("port");
  const server = await serve();
  const client = new NemoConverter({
    baseUrl: server.url,
    configDir: join(at, "config"),
    timing: { renderPollMs: 50 },
  });
  const source = new Blob([await readFile(camera)], { type: "video/quicktime" });
  const result = await client.convert(source, { output: join(at, "out.mp4") });
  assert.equal((await streamsOf(result.path))[0].packets, 25);
  await client.close();
  await server.close();
});

check("over a port a file that is too large is refused with its reason", async () => {
  const at = await own("too-large");
  const server = await serve({ maxUploadBytes: 100_000 });
  const client = new NemoConverter({ baseUrl: server.url, configDir: join(at, "config") });
  const big = join(at, "big.mp4");
  await writeFile(big, new Uint8Array(20_000_000));
  assert.equal((await failure(client.upload.file(big))).code, "file-too-large");
  const stream = {
    name: "big.mp4",
    open: async function* () {
      for (let piece = 0; piece < 200; piece += 1) yield new Uint8Array(100_000);
    },
  };
  assert.equal((await failure(client.upload.file(stream))).code, "file-too-large");
  await client.close();
  await server.close();
});

check("what cannot be converted says why, and leaves nothing", async () => {
  const at = await own("wrong");
  const output = join(at, "out.mp4");
  const text = join(await own("texts"), "film.mp4");
  await writeFile(text, "This is no film. ".repeat(1000));
  assert.equal((await failure(nemo.convert(text, { output }))).code, "not-media");
  assert.equal((await failure(nemo.convert(join(at, "missing.mov"), { output }))).code, "source-missing");
  assert.equal((await failure(nemo.convert(camera, { output: camera }))).code, "invalid-request");
  const missing = new NemoConverter({ backend: localBackend({ ffmpegPath: join(at, "ffmpeg") }) });
  assert.equal((await failure(missing.convert(camera, { output }))).code, "ffmpeg-missing");
  await missing.close();
  assert.deepEqual(await readdir(at), []);
  await writeFile(output, "mine");
  assert.equal((await failure(nemo.convert(camera, { output }))).code, "output-exists");
  assert.equal(await readFile(output, "utf8"), "mine");
});

checkIf(
  process.platform === "linux",
  "looks into /proc",
  "an abort in the middle of an encode ends ffmpeg and leaves no file",
  async () => {
    const at = await own("aborted");
    const controller = new AbortController();
    const spec = { reencode: true, video: { codec: "h264", preset: "veryslow", crf: 18 } };
    const converting = failure(
      nemo.convert(join(clips, "long.mp4"), { output: join(at, "out.mp4"), spec, signal: controller.signal }),
    );
    await until("ffmpeg works", () => processesNaming(at).length > 0);
    controller.abort();
    assert.equal((await converting).code, "aborted");
    await until("ffmpeg is gone", () => processesNaming(at).length === 0);
    await until("nothing is left", async () => (await readdir(at)).length === 0);
  },
);

check("the sources are as they were", async () => {
  assert.deepEqual((await readdir(clips)).sort(), ["camera.mov", "long.mp4"]);
  assert.equal((await stat(camera)).mode & 0o777, 0o444);
});

await runChecks();
await nemo.close();
rmSync(folder, { recursive: true });
