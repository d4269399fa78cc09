import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { ffmpegPath, median, timed } from "./measure.mjs";

const ours = fileURLToPath(new URL("batch-ours.mjs", import.meta.url));

const spec = { reencode: true, video: { codec: "h264", crf: 23 }, audio: { codec: "aac" } };
const rounds = 3;

// As phones, screen recorders and cameras leave them; grain, because a drawn picture would cost next to nothing.
const kinds = [
  {
    name: "phone.mov",
    rate: 30,
    codecs: ["-c:v", "libx264", "-preset", "veryfast", "-b:v", "8M", "-c:a", "aac"],
  },
  {
    name: "screen.mkv",
    rate: 25,
    codecs: ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-c:a", "aac"],
  },
  { name: "camera.mov", rate: 25, codecs: ["-c:v", "mjpeg", "-q:v", "4", "-c:a", "pcm_s16le"] },
];

// What people set by hand on two cores; no `threads` is ffmpeg's own choice, all cores.
const settings = [
  { jobs: 1 },
  { jobs: 2, threads: 1 },
  { jobs: 2 },
  { jobs: 2, threads: 2 },
  { jobs: 3, threads: 1 },
  { jobs: 4, threads: 1 },
];
const finalists = 2;

// Seconds of each. The last set has its lengths in an order that is neither the best nor the worst for two places: dealt out
// one by one, they end 6 % later than the best order would.
const sets = [
  { size: "1280x720", lengths: alike(12, 2) },
  { size: "1920x1080", lengths: alike(6, 4) },
  { size: "1920x1080", lengths: [6, 14, 4, 9, 16, 7, 11, 3] },
];

function alike(count, shortest) {
  return Array.from({ length: count }, (_, number) => shortest + (number % 5) / 4);
}

/**
 * Batches of short clips with their defaults against the same ffmpeg commands under GNU parallel, which checks nothing; and
 * against the same with one start of ffprobe for each result, as a careful script has it. Each build of ffmpeg makes clips of
 * its own; what a look costs depends on how long it takes to start.
 */
export async function* rows({ isQuick }) {
  for (const build of builds()) {
    for (const set of isQuick ? [{ ...sets[0], lengths: sets[0].lengths.slice(0, 6) }] : sets)
      yield* benchSet(set, build, isQuick ? 1 : rounds);
  }
}

/** The one that is found, which a distribution has linked with hundreds of libraries, and the one that npm ships in one piece. */
function builds() {
  const own = { ffmpeg: ffmpegPath(), ffprobe: ffmpegPath("ffprobe") };
  const { resolve } = createRequire(import.meta.url);
  const require = createRequire(resolve("nemo-converter/package.json"));
  const [ffmpeg, ffprobe] = ["ffmpeg", "ffprobe"].map((name) => require(`@${name}-installer/${name}`).path);
  const found = { name: "the machine's ffmpeg", ...own };
  const shipped = { name: "the ffmpeg that npm ships", ffmpeg, ffprobe };
  return own.ffmpeg === ffmpeg ? [shipped] : [found, shipped];
}

async function* benchSet({ size, lengths }, { name, ffmpeg, ffprobe }, rounds) {
  const root = mkdtempSync(join(tmpdir(), "nemo-bench-"));
  const [clips, output] = ["clips", "output"].map((folder) => join(root, folder));
  const env = { ...process.env, FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe };
  try {
    mkdirSync(clips);
    for (const [number, seconds] of lengths.entries()) makeClip(ffmpeg, clips, number, { size, seconds });
    const afresh = async (run) => {
      rmSync(output, { recursive: true, force: true });
      mkdirSync(output);
      return run();
    };
    const convert = () => timed(process.execPath, [ours, clips, output, JSON.stringify(spec)], { env });
    const used = JSON.parse((await afresh(convert)).out);
    const byHand = (setting, check) => () =>
      runCommands(commandsFor(ffmpeg, used, output, setting, check), setting.jobs);

    const first = [];
    for (const setting of settings) first.push({ setting, seconds: await afresh(byHand(setting)) });
    const best = first.sort((one, other) => one.seconds - other.seconds).slice(0, finalists);
    const own = [];
    const others = best.map(({ setting }) => ({ setting, seconds: [] }));
    const checked = { setting: best[0].setting, seconds: [] };
    const check = [ffprobe, "-v", "error", "-show_format", "-show_streams"];
    for (let round = 0; round < rounds; round += 1) {
      own.push((await afresh(convert)).seconds);
      for (const { setting, seconds } of others) seconds.push(await afresh(byHand(setting)));
      checked.seconds.push(await afresh(byHand(checked.setting, check)));
    }
    const peer = others.reduce((one, other) => (median(one.seconds) <= median(other.seconds) ? one : other));
    const tool = hasParallel() ? "GNU parallel" : "xargs -P (GNU parallel is not installed)";
    yield {
      what: `batch of ${lengths.length} clips of ${Math.min(...lengths)} to ${Math.max(...lengths)} s at ${size} by ${name}, wall time (the same ffmpeg commands under ${tool}, best settings = 1)`,
      value: median(own.map((seconds, round) => seconds / peer.seconds[round])),
      unit: "ratio",
      goal: { atMost: 1 },
      detail: `${median(own).toFixed(2)} s against ${median(peer.seconds).toFixed(2)} s with ${said(peer.setting)}; start of node, probes, canaries, journal and verification included; ffprobe takes ${await startOf(ffprobe)} ms to start; at first sight ${first.map(({ setting, seconds }) => `${said(setting)} ${seconds.toFixed(1)} s`).join(", ")}`,
    };
    yield {
      what: `the same batch, wall time (the commands under ${tool}, each followed by one ffprobe of its result = 1)`,
      value: median(own.map((seconds, round) => seconds / checked.seconds[round])),
      unit: "ratio",
      detail: `${median(own).toFixed(2)} s against ${median(checked.seconds).toFixed(2)} s with ${said(checked.setting)}; ours also looks at each source, and decodes the beginning and the end of each result`,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Milliseconds. */
async function startOf(program) {
  const seconds = [];
  for (let run = 0; run < 9; run += 1) seconds.push((await timed(program, ["-version"])).seconds);
  return Math.round(median(seconds) * 1000);
}

function makeClip(ffmpeg, folder, number, { size, seconds }) {
  const { name, rate, codecs } = kinds[number % kinds.length];
  const picture = `testsrc2=size=${size}:rate=${rate}:duration=${seconds},noise=alls=2:allf=t,format=yuv420p`;
  const sound = `sine=frequency=${200 + 40 * number}:duration=${seconds}`;
  const inputs = [picture, sound].flatMap((source) => ["-f", "lavfi", "-i", source]);
  const path = join(folder, `${String(number).padStart(2, "0")}-${name}`);
  execFileSync(ffmpeg, ["-v", "error", "-y", ...inputs, ...codecs, path]);
}

/** One line for a shell each, as they would be typed; `check` are the words of a look at each result. */
function commandsFor(ffmpeg, used, output, { threads }, check) {
  const limit = threads === undefined ? [] : ["-threads", String(threads)];
  return used.map(({ source, arguments: args }) => {
    const target = join(output, `${basename(source)}.mp4`);
    const words = [
      ffmpeg,
      "-v",
      "error",
      "-nostdin",
      "-y",
      ...limit,
      "-i",
      source,
      ...args,
      ...limit,
      target,
    ];
    const command = words.map(quoted).join(" ");
    return check ? `${command} && ${[...check, target].map(quoted).join(" ")} > /dev/null` : command;
  });
}

function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function hasParallel() {
  return spawnSync("parallel", ["--version"]).status === 0;
}

/** @returns seconds of wall time */
function runCommands(commands, jobs) {
  const [command, args] = hasParallel()
    ? ["parallel", [`-j${jobs}`]]
    : ["xargs", ["-d", "\n", "-P", String(jobs), "-n", "1", "sh", "-c"]];
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ["pipe", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve((performance.now() - started) / 1000);
      else reject(new Error(`${command} ended with ${code}`));
    });
    child.stdin.end(`${commands.join("\n")}\n`);
  });
}

function said({ jobs, threads }) {
  return `-j${jobs}${threads === undefined ? "" : ` -threads ${threads}`}`;
}
