// The client against a backend on loopback that behaves as the contract has it, and as it should not.
import { strict as assert } from "node:assert";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { createTransport, NemoConverter, NemoError, Upload } from "nemo-converter";
import { check, checkIf, pause, runChecks, until } from "./checks.mjs";

const { AbortController, Blob, fetch, File, ReadableStream } = globalThis;
const backend = process.env.BACKEND_URL;
const words = "你好 👋 é, all done.";
const timing = {
  ...{ renderPollMs: 10, rateLimitMs: 10, recoveryFirstMs: 10, recoveryNextMs: 10, recoveryReadings: 2 },
  requestTimeoutMs: 15_000,
};
const session = { id: "sess-9", taskId: "task-9" };
const folder = fs.mkdtempSync(join(tmpdir(), "runtime-client-"));
const open = [];
let number = 0;

/** A converter of one's own for a scenario, and how to ask what the backend saw of it. */
function meet(scenario, options = {}) {
  number += 1;
  const baseUrl = `${backend}/${scenario}~${number}`;
  const configDir = join(folder, `config-${number}`);
  const nemo = new NemoConverter({
    baseUrl,
    configDir,
    token: "nmv_usr_own",
    ...options,
    timing: { ...timing, ...options.timing },
  });
  open.push(nemo);
  const seen = async () => (await fetch(`${baseUrl}/seen`)).json();
  const untilClosed = () => until("the backend sees no open exchange", async () => (await seen()).open === 0);
  return { nemo, baseUrl, configDir, seen, untilClosed };
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

async function collect(events) {
  const all = [];
  for await (const event of events) all.push(event);
  return all;
}

const bytes = Buffer.alloc(3_000_000);
for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE((at * 2654435761) % 2 ** 32, at);
const path = join(folder, "clip ü.mp4");
await writeFile(path, bytes);
const sha1 = createHash("sha1").update(bytes).digest("hex");

/** A source of many pieces that says when it is let go of. */
function pieces(name, count, size, state = {}) {
  return {
    name,
    open: async function* () {
      state.opened = (state.opened ?? 0) + 1;
      try {
        for (let piece = 0; piece < count; piece += 1) yield new Uint8Array(size).fill(piece);
      } finally {
        state.closed = (state.closed ?? 0) + 1;
      }
    },
  };
}

check("an anonymous token is asked for once and kept, readable by its owner alone", async () => {
  const { nemo, configDir, seen } = meet("plain", { token: undefined });
  assert.deepEqual(await nemo.credits.balance(), { available: 80, frozen: 20, total: 100 });
  await nemo.credits.balance();
  const { tokens, requests } = await seen();
  assert.equal(tokens, 1);
  assert.match(requests[0].headers["x-client-id"], /^[0-9a-f-]{36}$/);
  assert.equal(requests[1].headers.authorization, "Bearer nmv_usr_1");
  const files = await readdir(configDir);
  assert.ok(files.includes("client_id"), files.join());
  for (const name of files) assert.equal((await stat(join(configDir, name))).mode & 0o77, 0, name);
});

check("an expired anonymous token is renewed", async () => {
  const { nemo, seen } = meet("expired-token", { token: undefined });
  assert.equal((await nemo.credits.balance()).total, 100);
  assert.equal((await seen()).tokens, 2);
});

check("every request says who asks", async () => {
  const { nemo, seen } = meet("plain");
  await nemo.session.current();
  await nemo.state.get();
  const { requests } = await seen();
  assert.equal(requests.length, 2);
  for (const { headers } of requests) {
    assert.equal(headers.authorization, "Bearer nmv_usr_own");
    assert.equal(headers["x-skill-source"], "ffmpeg-mp4-converter");
    assert.ok(headers["x-skill-version"] && headers["x-skill-platform"]);
  }
});

check("a session is made and a project linked to", async () => {
  const { nemo, baseUrl } = meet("plain", { webUrl: "https://web.test" });
  assert.deepEqual(
    { ...(await nemo.session.create()) },
    { id: "sess-1", taskId: "task-1", userId: "user-1" },
  );
  assert.equal(await nemo.auth.claimUrl(), "https://web.test/workspace/claim?ct=clm_1");
  assert.ok(baseUrl);
});

const sources = {
  "a path": () => path,
  "a file: URL": () => pathToFileURL(path),
  "a Blob in memory": () =>
    new Blob([bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000)], { type: "video/mp4" }),
  "a File": () => new File([bytes], "clip ü.mp4"),
  "a stream of known length": () => ({
    name: "clip ü.mp4",
    size: bytes.length,
    open: () => fs.createReadStream(path),
  }),
  "a stream of unknown length": () => ({ name: "clip ü.mp4", open: () => fs.createReadStream(path) }),
  "a web stream": () => ({ name: "clip ü.mp4", size: bytes.length, open: () => new Blob([bytes]).stream() }),
};
for (const [what, source] of Object.entries(sources)) {
  check(`${what} is uploaded byte by byte`, () => uploadsWhole(source()));
}
checkIf(fs.openAsBlob, "no fs.openAsBlob", "a Blob on the disk is uploaded byte by byte", async () =>
  uploadsWhole(await fs.openAsBlob(path)),
);
checkIf(globalThis.Bun, "no Bun", "a Bun.file is uploaded byte by byte", () =>
  uploadsWhole(globalThis.Bun.file(path)),
);

async function uploadsWhole(source) {
  const { nemo, seen } = meet("plain");
  const percents = [];
  const stored = await nemo.upload.file(source, {
    session,
    onProgress: ({ percent }) => percents.push(percent),
  });
  assert.equal(stored.name, "stored.mp4");
  const { uploads } = await seen();
  assert.equal(uploads.length, 1);
  const [upload] = uploads;
  assert.deepEqual([upload.sha1, upload.bytes, upload.isClosed], [sha1, bytes.length, true]);
  assert.match(upload.head, /name="files"; filename="/);
  const hasLength = source.size !== undefined || typeof source === "string" || source instanceof URL;
  assert.equal(upload.length, hasLength ? String(upload.bodyBytes) : undefined);
  assert.equal(upload.encoding, hasLength ? undefined : "chunked");
  assert.ok(percents.length > 0);
  if (hasLength) assert.equal(percents.at(-1), 100);
  for (const [index, percent] of percents.entries())
    assert.ok(index === 0 || !(percent < percents[index - 1]), percents.join());
}

check("an upload goes through a fetch that was given", async () => {
  const { nemo, seen } = meet("plain", { fetch: (...args) => fetch(...args) });
  await nemo.upload.file(new Blob([bytes], { type: "video/mp4" }), { session });
  const { uploads } = await seen();
  assert.deepEqual([uploads.length, uploads[0].sha1], [1, sha1]);
});

check("an upload is sent again when its session was lost", async () => {
  const { nemo, seen } = meet("lost-session");
  await nemo.upload.file(path);
  const { uploads, sessions } = await seen();
  assert.deepEqual([uploads.length, uploads[0].sha1, sessions], [1, sha1, 2]);
});

for (const scenario of ["early-refusal", "early-close"]) {
  check(`a refusal that comes before the whole file was sent is heard (${scenario})`, async () => {
    const { nemo } = meet(scenario);
    const state = {};
    const error = await failure(nemo.upload.file(pieces("big.mp4", 400, 100_000, state), { session }));
    assert.equal(error.code, "file-too-large", error.cause ?? error);
    await until("the source is let go of", () => state.closed === state.opened);
  });
  check(`and so it is for a file (${scenario})`, async () => {
    const { nemo } = meet(scenario);
    const big = join(folder, `${scenario}.mp4`);
    await writeFile(big, Buffer.alloc(40_000_000));
    assert.equal((await failure(nemo.upload.file(big, { session }))).code, "file-too-large");
    fs.rmSync(big);
  });
}

check("a connection that breaks during an upload is a network error", async () => {
  const { nemo } = meet("reset-upload");
  assert.equal(
    (await failure(nemo.upload.file(pieces("big.mp4", 400, 100_000), { session }))).code,
    "network",
  );
});

check("an abort in the middle of an upload ends it", async () => {
  for (const source of [pieces("big.mp4", 400, 100_000), await bigFile()]) {
    const { nemo, untilClosed, seen } = meet("never-reads");
    const controller = new AbortController();
    const upload = failure(nemo.upload.file(source, { session, signal: controller.signal }));
    await until("the upload arrives", async () => (await seen()).requests.length === 1);
    await pause(50);
    controller.abort();
    assert.equal((await soon(upload)).code, "aborted");
    await untilClosed();
  }
});

async function bigFile() {
  const big = join(folder, "big.mp4");
  await writeFile(big, Buffer.alloc(40_000_000));
  return big;
}

/** What was stopped must not go on for long; seconds, because the machine may be busy. */
async function soon(promise) {
  const start = Date.now();
  const value = await promise;
  assert.ok(Date.now() - start < 5000, `after ${Date.now() - start} ms`);
  return value;
}

check("a source that fails is told apart from the network", async () => {
  const { nemo } = meet("plain");
  const broken = {
    name: "clip.mp4",
    open: async function* () {
      yield new Uint8Array(10);
      throw new Error("The disk is gone.");
    },
  };
  const error = await failure(nemo.upload.file(broken, { session }));
  assert.deepEqual([error.code, /The disk is gone/.test(error.message)], ["source-missing", true]);
});

check("a source of another length than it said is damaged", async () => {
  const { nemo } = meet("plain");
  const source = { ...pieces("clip.mp4", 3, 100), size: 200 };
  assert.equal((await failure(nemo.upload.file(source, { session }))).code, "source-damaged");
  assert.equal(
    (await failure(nemo.upload.file({ ...source, size: 400 }, { session }))).code,
    "source-damaged",
  );
});

for (const scenario of ["plain", "bytewise"]) {
  check(`a turn is read as it was meant (${scenario})`, async () => {
    const { nemo, seen } = meet(scenario);
    const events = await collect(nemo.sse.send("Trim it", { session }));
    const types = events.map(({ type }) => type).filter((type) => type !== "heartbeat");
    assert.deepEqual(types, ["tool-call", "tool-result", "text-delta", "text-delta", "text", "end"]);
    assert.equal(
      events
        .filter(({ type }) => type === "text-delta")
        .map(({ text }) => text)
        .join(""),
      words,
    );
    assert.deepEqual(events.at(-1), { type: "end", text: words, silent: false });
    assert.ok(events.filter(({ type }) => type === "heartbeat").length >= 2);
    assert.equal((await seen()).requests.length, 1);
  });
}

for (const scenario of ["silent", "silent-tools"]) {
  check(`a turn without words ends well (${scenario})`, async () => {
    const { nemo } = meet(scenario);
    assert.deepEqual((await collect(nemo.sse.send("Trim it", { session }))).at(-1), {
      type: "end",
      text: "",
      silent: true,
    });
  });
}

for (const scenario of ["cut", "cut-short"]) {
  check(`a stream that breaks off is a failure, and is not sent again (${scenario})`, async () => {
    const { nemo, seen } = meet(scenario);
    assert.equal((await failure(collect(nemo.sse.send("Trim it", { session })))).code, "network");
    assert.equal((await seen()).requests.length, 1);
  });
}

check("leaving the loop closes the connection", async () => {
  const { nemo, untilClosed } = meet("endless");
  for await (const event of nemo.sse.send("Trim it", { session })) if (event.type === "tool-call") break;
  await untilClosed();
});

check("an abort in the middle of a stream ends it", async () => {
  const { nemo, untilClosed } = meet("endless");
  const controller = new AbortController();
  const reading = (async () => {
    for await (const event of nemo.sse.send("Trim it", { session, signal: controller.signal })) {
      if (event.type === "tool-call") controller.abort();
    }
  })();
  assert.equal((await soon(failure(reading))).code, "aborted");
  await untilClosed();
});

check("heartbeats alone are a timeout in the end", async () => {
  const { nemo, untilClosed } = meet("endless", { timing: { idleTimeoutMs: 400, stillWorkingMs: 100 } });
  const events = [];
  const reading = (async () => {
    for await (const event of nemo.sse.send("Trim it", { session })) events.push(event.type);
  })();
  assert.equal((await failure(reading)).code, "timeout");
  assert.ok(events.includes("still-working"), events.join());
  await untilClosed();
});

check("the state is read, and what is not known of it kept", async () => {
  const { nemo } = meet("plain");
  const { draft, canvasConfig } = await nemo.state.get({ session });
  assert.deepEqual(draft.keep, [1, { a: null }]);
  assert.deepEqual(canvasConfig, { width: 1920 });
});

check("thirty requests at once are answered", async () => {
  const { nemo } = meet("plain");
  const balances = await Promise.all(Array.from({ length: 30 }, () => nemo.credits.balance()));
  assert.ok(balances.every(({ total }) => total === 100));
});

check("a film is rendered, waited for and downloaded", async () => {
  const { nemo } = meet("plain");
  const { draft } = await nemo.state.get({ session });
  const job = await nemo.render.wait((await nemo.render.submit(draft, { session })).id);
  assert.equal(job.status, "completed");
  const target = join(folder, "film.mp4");
  const { bytes: length, resumed } = await nemo.render.download(job, target);
  assert.deepEqual([length, resumed, (await readFile(target)).length], [3_000_000, false, 3_000_000]);
  assert.equal((await failure(nemo.render.download(job, target))).code, "output-exists");
});

check("a download that was cut twice goes on where it stopped", async () => {
  const { nemo, seen } = meet("cut-film");
  const own = await mkdir(join(folder, "resumed"), { recursive: true });
  const target = join(own, "film.mp4");
  const job = await nemo.render.wait("render_1");
  const { bytes: length, resumed } = await nemo.render.download(job, target);
  assert.deepEqual([length, resumed], [3_000_000, true]);
  assert.deepEqual(await readFile(target), Buffer.alloc(3_000_000, "a film that is not one "));
  assert.deepEqual(await readdir(own), ["film.mp4"]);
  const ranges = (await seen()).requests
    .filter(({ kind }) => kind === "film")
    .map(({ headers }) => headers.range);
  assert.deepEqual(ranges, [undefined, "bytes=1000000-", "bytes=2000000-"]);
});

check("an abort in the middle of a download ends it and leaves no file", async () => {
  const { nemo, untilClosed } = meet("slow-film");
  const own = await mkdir(join(folder, "aborted"), { recursive: true });
  const job = await nemo.render.wait("render_1");
  const controller = new AbortController();
  const download = failure(nemo.render.download(job, join(own, "film.mp4"), { signal: controller.signal }));
  await until("the download has begun", async () => (await readdir(own)).length > 0);
  await pause(200);
  controller.abort();
  assert.equal((await soon(download)).code, "aborted");
  assert.deepEqual(await readdir(own), []);
  await untilClosed();
});

check("a render that fails twice says so", async () => {
  const { nemo, seen } = meet("failed-render");
  const { draft } = await nemo.state.get({ session });
  const { id } = await nemo.render.submit(draft, { session });
  assert.equal((await failure(nemo.render.wait(id))).code, "render-failed");
  assert.equal((await seen()).requests.filter(({ kind }) => kind === "render").length, 2);
});

const codes = {
  ...{ "code-1001": "token-invalid", "code-1002": "session-not-found", "code-2001": "insufficient-credits" },
  ...{ "code-4001": "unsupported-file", "code-4002": "file-too-large", "code-402": "export-blocked" },
  ...{ "code-429": "rate-limited", "code-422": "invalid-request", "code-9999": "backend-error" },
  ...{ "status-401": "token-invalid", "status-402": "export-blocked", "status-413": "file-too-large" },
  ...{ "status-415": "unsupported-file", "status-422": "invalid-request", "status-429": "rate-limited" },
  ...{ "status-404": "session-not-found", "status-403": "backend-error", "status-503": "backend-error" },
};
check("every failure has its code, whatever it answers", async () => {
  for (const [scenario, code] of Object.entries(codes)) {
    const { nemo } = meet(scenario);
    const calls = [
      () => nemo.upload.file(new Blob([bytes.subarray(0, 200_000)], { type: "video/mp4" }), { session }),
      () => collect(nemo.sse.send("x", { session })),
      () => nemo.state.get({ session }),
    ];
    for (const call of calls) assert.equal((await failure(call())).code, code, scenario);
  }
});

check("answers that cannot be used are told from a network that fails", async () => {
  assert.equal((await failure(meet("half-answer").nemo.credits.balance())).code, "network");
  assert.equal((await failure(meet("page").nemo.credits.balance())).code, "backend-error");
  assert.equal((await failure(meet("empty").nemo.credits.balance())).code, "malformed-response");
  const nobody = new NemoConverter({
    baseUrl: "http://127.0.0.1:1",
    token: "nmv_usr_own",
    timing: { requestTimeoutMs: 5000 },
  });
  const error = await failure(nobody.upload.file(path, { session }));
  assert.deepEqual([error.code, error.details.wasSent], ["network", false]);
  await nobody.close();
});

check("a backend that never answers is a timeout", async () => {
  const { nemo, untilClosed } = meet("mute", { timing: { requestTimeoutMs: 300 } });
  assert.equal((await failure(nemo.credits.balance())).code, "timeout");
  assert.equal((await failure(nemo.session.create())).code, "timeout");
  await untilClosed();
});

check("an abort before an answer ends the request", async () => {
  const { nemo, untilClosed, seen } = meet("mute");
  const controller = new AbortController();
  const creating = failure(nemo.session.create({ signal: controller.signal }));
  await until("the request arrives", async () => (await seen()).requests.length > 0);
  controller.abort();
  assert.equal((await soon(creating)).code, "aborted");
  await untilClosed();
});

check("a request that says what it wants is answered in words", async () => {
  const { nemo } = meet("plain");
  assert.match((await nemo.ask("how many credits do I have?")).text, /80/);
  assert.match((await nemo.ask("Trim the first two seconds")).text, /all done/);
  const exported = await nemo.export({ output: join(folder, "exported.mp4") });
  assert.equal(exported.bytes, 3_000_000);
});

check("closing ends what is under way", async () => {
  const { nemo, seen, untilClosed } = meet("mute");
  const balance = failure(nemo.credits.balance());
  await until("the request arrives", async () => (await seen()).requests.length > 0);
  await nemo.close();
  assert.equal((await soon(balance)).code, "closed");
  await untilClosed();
});

check("a module works alone, and its stream is a web stream of any make", async () => {
  const { baseUrl, seen } = meet("plain");
  const transport = createTransport({ baseUrl, token: "nmv_usr_own", timing });
  const open = () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array([1, 2, 3]));
        controller.close();
      },
    });
  await new Upload(transport).file({ name: "clip.mp4", open }, { session });
  assert.equal((await seen()).uploads[0].bytes, 3);
});

// Half of them stay open: a process has to end all the same, though the backend would keep the connections.
await runChecks();
for (const nemo of open.filter((_, index) => index % 2 === 0)) await nemo.close();
fs.rmSync(folder, { recursive: true });
