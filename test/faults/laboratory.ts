import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { NemoError } from "../../src/errors/index.js";
import { serve } from "../../src/local/index.js";
import { findBinary } from "../../src/media/index.js";
import { NemoConverter } from "../../src/nemo-converter.js";
import { sampleFilm } from "../../src/testing/sample-film.js";
import { DrivenClock } from "./driven-clock.js";
import { upstreamAt } from "./embedded-upstream.js";
import { FaultProxy, kindOf } from "./fault-proxy.js";
import { type Bench, hashOf, operations, outputName } from "./operations.js";
import { Random } from "./random.js";
import { drawSchedule, mustSucceed, type Schedule } from "./schedule.js";
import { ScriptedBackend } from "./scripted-backend.js";
import type { Upstream } from "./wire.js";

/** What became of one schedule. */
export interface Outcome {
  schedule: Schedule;
  /** `ok`, or the code of the error. */
  result: string;
  exchanges: number;
  violations: string[];
}

const token = "nmv_usr_laboratory_0123456789";
// Real time without anything happening, after which a client hangs.
const patienceMs = 10_000;
// No operation needs as many requests, whatever goes wrong; one that makes more would never end.
const mostExchanges = 500;

/** Runs schedules one after the other, in one process and through one proxy. */
export class Laboratory {
  readonly #proxy = new FaultProxy();
  readonly #rejections: unknown[] = [];
  readonly #embeddedShare: number;
  #origin = "";
  #folder = "";
  #clip = "";

  /** @param embeddedShare which part of the schedules runs against the embedded backend with a real ffmpeg */
  constructor(embeddedShare: number) {
    this.#embeddedShare = embeddedShare;
  }

  async open(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), "nemo-faults-"));
    // What anybody leaves among the temporary files is found here.
    process.env["TMPDIR"] = join(this.#folder, "tmp");
    process.env["HOME"] = join(this.#folder, "home");
    await mkdir(process.env["TMPDIR"]);
    this.#clip = join(this.#folder, "clip.mkv");
    if (this.#embeddedShare > 0) await makeClip(this.#clip);
    process.on("unhandledRejection", this.#onRejection);
    process.on("uncaughtException", this.#onRejection);
    this.#origin = await this.#proxy.listen();
  }

  async close(): Promise<void> {
    process.off("unhandledRejection", this.#onRejection);
    process.off("uncaughtException", this.#onRejection);
    await this.#proxy.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The schedule of a seed, from an empty folder to the last look for what it has left. */
  run(seed: number): Promise<Outcome> {
    return this.#run(drawSchedule(seed, this.#embeddedShare));
  }

  async #run(schedule: Schedule): Promise<Outcome> {
    const { seed, operation, interruption } = schedule;
    const folder = join(this.#folder, `schedule-${seed}`);
    await mkdir(folder);
    const clock = new DrivenClock();
    const random = new Random(seed + 1);
    const isReal = operation === "convert" || operation === "embedded";
    const size = random.pick([1, 200, 3_000, 40_000]);
    const films = isReal
      ? [Buffer.from(sampleFilm()), Buffer.from(sampleFilm())]
      : [random.bytes(size), random.bytes(random.chance(0.5) ? size : size + 17)];
    const backend = new ScriptedBackend(schedule, films, this.#origin);
    const before = resources();
    const server = operation === "embedded" ? await serve() : undefined;
    const upstream = server ? counting(upstreamAt(server.url), backend) : backend.answer;
    const nowhere = server ? {} : { ffmpegPath: "/nowhere/ffmpeg", ffprobePath: "/nowhere/ffprobe" };
    const nemo = new NemoConverter(
      {
        baseUrl: this.#origin,
        configDir: join(folder, "config"),
        // The embedded backend takes only the tokens that it gave out.
        ...(operation === "anonymous" || server ? {} : { token }),
        ...nowhere,
      },
      clock,
    );
    const abort = new AbortController();
    let exchanges = 0;
    this.#proxy.begin({
      schedule,
      clock,
      upstream,
      onExchange: (number) => {
        exchanges = number + 1;
        if (exchanges === mostExchanges) void nemo.close();
        if (number !== interruption?.atExchange) return;
        if (interruption.how === "abort") abort.abort();
        else void nemo.close();
      },
    });
    const violations: string[] = [];
    const bench: Bench = { nemo, backend, folder, schedule, clip: this.#clip, signal: abort.signal };
    let error: unknown;
    let isOver = false;
    const work = operations[operation](bench).then(
      (wrong) => {
        isOver = true;
        if (wrong !== undefined) violations.push(`wrong success: ${wrong}`);
      },
      (failure: unknown) => {
        isOver = true;
        error = failure;
      },
    );
    if (!(await clock.drive(work, patienceMs))) violations.push("it hangs");
    if (exchanges >= mostExchanges) violations.push(`it made ${exchanges} requests and would have gone on`);
    if (isOver) violations.push(...judge(schedule, error, backend), ...(await judgeFiles(bench, error)));
    await nemo.close();
    await clock.untilQuiet();
    violations.push(...(await judgeSettings(bench)));
    if (this.#proxy.open > 0) violations.push(`${this.#proxy.open} sockets are left open`);
    if (clock.left > 0) violations.push(`${clock.left} timers are left`);
    const listeners = getEventListeners(abort.signal, "abort").length;
    if (listeners > 0) violations.push(`${listeners} listeners are left on the signal`);
    this.#proxy.reset();
    await server?.close();
    await clock.untilQuiet();
    violations.push(...leaks(before, resources()));
    const unheard = this.#rejections.splice(0);
    violations.push(...unheard.map((reason) => `unhandled rejection: ${describe(reason)}`));
    const temporary = await readdir(process.env["TMPDIR"]!);
    if (temporary.length > 0) violations.push(`temporary files are left: ${temporary.join(", ")}`);
    await rm(folder, { recursive: true, force: true });
    return { schedule, result: resultOf(error, isOver), exchanges, violations };
  }

  readonly #onRejection = (reason: unknown): void => void this.#rejections.push(reason);
}

function resultOf(error: unknown, isOver: boolean): string {
  if (!isOver) return "hangs";
  if (error === undefined) return "ok";
  return NemoError.isInstance(error) ? error.code : "untyped";
}

/** What may never be, whatever happened on the way. */
function judge(schedule: Schedule, error: unknown, { messages, renders }: ScriptedBackend): string[] {
  const found: string[] = [];
  if (messages.length > 1) found.push(`the message was sent ${messages.length} times`);
  if (renders > 2) found.push(`${renders} renders were submitted`);
  if (error === undefined) return found;
  if (!NemoError.isInstance(error)) return [...found, `an untyped failure: ${describe(error)}`];
  if (JSON.stringify(error).includes(token) || describe(error).includes(token))
    found.push("the token is in the error");
  if (messages.length > 0 && error.charged === false && schedule.operation === "message") {
    found.push(`${error.code} says that nothing was charged, though the message arrived`);
  }
  if (messages.length > 0 && error.isRetryable && schedule.operation === "message") {
    found.push(`${error.code} says that it can be sent again, though the message arrived`);
  }
  if (mustSucceed(schedule)) found.push(`it failed without a reason: ${error.code}: ${error.message}`);
  return found;
}

/** The output is complete or not there, and nothing else is. */
async function judgeFiles({ folder, backend, schedule }: Bench, error: unknown): Promise<string[]> {
  const { operation, variant } = schedule;
  const found: string[] = [];
  const files = (await readdir(folder)).filter((name) => !["config", "source.mp4"].includes(name));
  const others = files.filter((name) => name !== outputName);
  if (others.length > 0) found.push(`files are left: ${others.join(", ")}`);
  if (files.includes(outputName) && operation !== "embedded") {
    const bytes = await readFile(join(folder, outputName));
    const isBefore = operation === "download" && variant % 3 === 0 && bytes.toString() === "before";
    const isWhole = backend.films.some((film) => hashOf(film) === hashOf(bytes));
    if (!isWhole && !(isBefore && error !== undefined))
      found.push(`${bytes.length} bytes that are no film got its name`);
    if (isWhole && error !== undefined && !isInterrupted(error))
      found.push("it failed, and the film is there");
  }
  return found;
}

/** A request for a token may go on for others who want it, until the converter is closed. */
async function judgeSettings({ folder }: Bench): Promise<string[]> {
  const settings = await readdir(join(folder, "config")).catch(() => []);
  const odd = settings.filter((name) => !/^(client_id|turns\.jsonl|token-\w+\.json)$/.test(name));
  return odd.length > 0 ? [`files are left in the configuration: ${odd.join(", ")}`] : [];
}

/** Somebody may end it in the very moment in which the film gets its name. */
function isInterrupted(error: unknown): boolean {
  return NemoError.isInstance(error) && (error.code === "aborted" || error.code === "closed");
}

function counting(upstream: Upstream, backend: ScriptedBackend): Upstream {
  return async (request) => {
    const kind = kindOf(request);
    const answer = await upstream(request);
    if (kind === "message" && answer.headers["content-type"]?.startsWith("text/event-stream"))
      backend.messages.push("");
    return answer;
  };
}

function resources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const watched = [
  "TCPSocketWrap",
  "TCPServerWrap",
  "Timeout",
  "ProcessWrap",
  "PipeWrap",
  "FSReqPromise",
  "TTYWrap",
];

function leaks(before: Map<string, number>, after: Map<string, number>): string[] {
  return watched.flatMap((name) => {
    const more = (after.get(name) ?? 0) - (before.get(name) ?? 0);
    return more > 0 ? [`${more} ${name} more than before`] : [];
  });
}

function describe(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}\n${reason.stack}` : String(reason);
}

async function makeClip(path: string): Promise<void> {
  const { path: ffmpeg } = await findBinary("ffmpeg");
  const source = ["-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10:duration=0.5"];
  const codec = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
  await promisify(execFile)(ffmpeg, ["-nostdin", "-v", "error", ...source, ...codec, path]);
}
