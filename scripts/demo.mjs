// One command, a real conversion: makes a short clip as a broadcast camera writes it (or takes the file that is named),
// converts it through the client and the embedded backend, and lets ffprobe say what came out.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { NemoConverter, NemoError } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const folder = resolve("demo-output");
const own = process.argv[2];

const nemo = new NemoConverter({ backend: localBackend() });
try {
  const { ffmpeg, ffprobe } = await binaries();
  mkdirSync(folder, { recursive: true });
  const source = own === undefined ? recordClip(ffmpeg) : resolve(own);

  console.log(`\nSource  ${source}`);
  console.log(describe(await nemo.probe(source)));

  const started = performance.now();
  const result = await nemo.convert(source, {
    ...(own === undefined && { output: join(folder, "camera.mp4") }),
    onExists: own === undefined ? "overwrite" : "rename",
    onProgress: drawBar,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);

  console.log(`\nResult  ${result.path}`);
  console.log(describe(result.output));
  console.log(`\nWhat was done, in ${seconds} s`);
  for (const reason of result.reasons) console.log(`  ${reason}`);
  for (const { message } of result.losses) console.log(`  lost: ${message}`);
  for (const warning of result.warnings) console.log(`  note: ${warning}`);
  console.log("\nWhat was verified");
  for (const { name, expected, actual, ok } of result.verification.checks) {
    console.log(
      `  ${ok ? "✓" : "✗"} ${name}: ${actual}${String(expected) === String(actual) ? "" : ` (${expected})`}`,
    );
  }
  console.log("\nWhat ffprobe says of it");
  console.log(probeLines(ffprobe, result.path));
} catch (error) {
  if (!NemoError.isInstance(error)) throw error;
  console.error(`\nerror: ${error.message}\n  ${error.action.message}`);
  process.exitCode = 1;
} finally {
  await nemo.close();
}

/** The binaries that the library uses, by its own `doctor`. */
async function binaries() {
  const doctor = resolve("dist/cli.js");
  const report = JSON.parse(
    execFileSync(process.execPath, [doctor, "doctor", "--json"], { encoding: "utf8" }),
  );
  const path = (name) =>
    report.findings.find((finding) => finding.name === name).message.replace(/ \([^(]*\)$/, "");
  return { ffmpeg: path("ffmpeg"), ffprobe: path("ffprobe") };
}

/** MPEG-2 with 4:2:2 colours, interlaced, and PCM sound in QuickTime: hardly anything but an editor plays it. */
function recordClip(ffmpeg) {
  const path = join(folder, "camera.mov");
  rmSync(path, { force: true });
  const picture = "testsrc2=size=1280x720:rate=50:duration=6,interlace=scan=tff,format=yuv422p";
  const sound = "sine=frequency=440:beep_factor=4:sample_rate=48000:duration=6";
  const video = ["-c:v", "mpeg2video", "-b:v", "20M", "-flags", "+ilme+ildct", "-top", "1", "-g", "12"];
  const args = ["-v", "error", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, ...video];
  execFileSync(ffmpeg, [
    ...args,
    "-c:a",
    "pcm_s16le",
    "-metadata",
    "creation_time=2026-01-02T03:04:05Z",
    path,
  ]);
  return path;
}

function describe({ format, tags, duration, bytes, video, audio }) {
  const lines = video.map(
    (stream) =>
      `  ${stream.codec} ${stream.displayWidth}x${stream.displayHeight}, ${stream.frameRate} fps, ${stream.pixelFormat}, ${stream.fieldOrder}`,
  );
  lines.push(
    ...audio.map((stream) => `  ${stream.codec}, ${stream.channels} channel(s), ${stream.sampleRate} Hz`),
  );
  return [
    `  ${format.startsWith("mov,mp4,") && tags.major_brand?.trim() !== "qt" ? "mp4" : format.split(",")[0]}, ${duration?.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB`,
    ...lines,
  ].join("\n");
}

function drawBar({ stage, percent = 0, speed }) {
  if (!process.stderr.isTTY) return;
  const filled = Math.round(percent / 4);
  const pace = stage === "render" && speed ? ` ${speed.toFixed(1)}x` : "";
  process.stderr.write(
    `\r\x1b[2K${"█".repeat(filled)}${"░".repeat(25 - filled)} ${percent.toFixed(0)} % ${stage}${pace}`,
  );
  if (percent === 100) process.stderr.write("\n");
}

function probeLines(ffprobe, path) {
  const entries = "stream=codec_type,codec_name,profile,width,height,pix_fmt,avg_frame_rate,duration";
  const out = execFileSync(ffprobe, ["-v", "error", "-show_entries", entries, "-of", "csv=p=0", path], {
    encoding: "utf8",
  });
  return out.trim().replaceAll(/^/gm, "  ");
}
