// A backend in a process of its own, on the Node that runs the tests, so that one side of every exchange is known. The first
// part of a path names what is to go wrong, the rest is the contract's. What was seen is told at `/<scenario>/seen`.
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";

const film = Buffer.alloc(3_000_000, "a film that is not one ");
const filmTag = `"${createHash("sha1").update(film).digest("hex")}"`;
const draft = {
  t: [{ tt: 0, sg: [{ d: 10_000, m: { name: "city timelapse" } }] }],
  d: 10_000,
  keep: [1, { a: null }],
};
export const words = "你好 👋 é, all done.";

const frame = (event) => `data: ${JSON.stringify(event)}\n\n`;
const says = (text, more = {}) => frame({ content: { role: "model", parts: [{ text }] }, ...more });
const turn = [
  ": ping\n\n",
  frame({
    content: { role: "model", parts: [{ functionCall: { id: "c1", name: "edit", args: { a: 1 } } }] },
  }),
  frame({
    content: {
      role: "user",
      parts: [{ functionResponse: { id: "c1", name: "edit", response: { ok: true } } }],
    },
  }),
  "event: heartbeat\ndata: {}\n\n",
  "event: heartbeat\n\n",
  says(words.slice(0, 3), { partial: true }),
  says(words.slice(3), { partial: true }),
  says(words, { finishReason: "STOP" }),
];

/** What a scenario does in place of what the contract says, by the kind of request. */
const scenarios = {
  plain: {},
  "early-refusal": {
    upload: (request, response) => {
      // The answer comes while the client is still sending, and nobody reads on.
      unread.add(request.pause());
      json(response, { code: 4002, message: "too large" }, 413);
    },
  },
  "early-close": {
    upload: (request, response) => {
      request.once("data", () => {
        response.writeHead(413, { "content-type": "application/json", connection: "close" });
        response.end(JSON.stringify({ code: 4002, message: "too large" }));
        response.once("finish", () => pause(200).then(() => request.socket.destroy()));
      });
    },
  },
  "never-reads": { upload: (request) => void unread.add(request.pause()) },
  "reset-upload": { upload: (request) => void request.once("data", () => request.socket.resetAndDestroy()) },
  "expired-token": {
    credits: (request, response) =>
      request.headers.authorization === "Bearer nmv_usr_1"
        ? json(response, { code: 1001, message: "token expired" })
        : ok(response, { available: 80, frozen: 20, total: 100 }),
  },
  "lost-session": {
    upload: async (request, response, seen) => {
      const lost = seen.sessions === 1;
      if (!lost) return take(request, response, seen);
      for await (const chunk of request) void chunk;
      json(response, { code: 1002, message: "no such session" });
    },
  },
  bytewise: {
    message: async (request, response) => {
      for (const byte of Buffer.from(turn.join(""))) {
        response.write(Buffer.of(byte));
        if (byte > 127) await pause(1);
      }
      response.end();
    },
  },
  silent: { message: (request, response) => response.end() },
  "silent-tools": { message: (request, response) => response.end(turn.slice(0, 4).join("")) },
  cut: {
    message: (request, response) =>
      void response.write(turn.slice(0, 5).join("") + 'data: {"con', () => request.socket.resetAndDestroy()),
  },
  "cut-short": {
    message: (request, response) =>
      void response.write(turn.slice(0, 6).join("") + 'data: {"con', () => request.socket.destroy()),
  },
  endless: {
    message: async (request, response) => {
      response.write(turn[0] + turn[1]);
      while (!request.socket.destroyed) {
        response.write(": ping\n\n");
        await pause(50);
      }
    },
  },
  mute: { credits: () => {}, status: () => {}, session: () => {} },
  "half-answer": {
    credits: (request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"code":0,', () => request.socket.destroy());
    },
  },
  page: { credits: (request, response) => answer(response, 502, "text/html", "<html>Bad gateway</html>") },
  empty: { credits: (request, response) => response.writeHead(204).end() },
  "cut-film": {
    film: (request, response, seen) => {
      seen.films += 1;
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      const head = {
        etag: filmTag,
        "content-type": "video/mp4",
        "content-length": String(film.length - from),
      };
      if (from > 0) head["content-range"] = `bytes ${from}-${film.length - 1}/${film.length}`;
      response.writeHead(from > 0 ? 206 : 200, head);
      if (seen.films > 2) response.end(film.subarray(from));
      else
        response.write(film.subarray(from, from + 1_000_000), () =>
          pause(50).then(() => request.socket.destroy()),
        );
    },
  },
  "slow-film": {
    film: async (request, response) => {
      response.writeHead(200, { "content-type": "video/mp4", "content-length": String(film.length) });
      for (let at = 0; at < film.length && !request.socket.destroyed; at += 1000) {
        response.write(film.subarray(at, at + 1000));
        await pause(50);
      }
    },
  },
  "failed-render": {
    status: (request, response) => json(response, { status: "failed", error: "out of memory" }),
  },
};

const usual = {
  token: (request, response, seen) =>
    ok(response, { token: `nmv_usr_${(seen.tokens += 1)}`, credits: 100, expires_in: 604_800 }),
  session: (request, response, seen) =>
    ok(response, { task_id: "task-1", session_id: `sess-${(seen.sessions += 1)}`, user_id: "user-1" }),
  upload: take,
  message: (request, response) => response.end(turn.join("")),
  credits: (request, response) => ok(response, { available: 80, frozen: 20, total: 100 }),
  state: (request, response) =>
    ok(response, { state: { draft, video_infos: [], canvas_config: { width: 1920 }, generated_media: [] } }),
  claim: (request, response) => ok(response, { claim_token: "clm_1", expires_in: 604_800 }),
  render: (request, response) => json(response, { code: 0, message: "accepted", data: {} }),
  status: (request, response, seen) => {
    seen.readings += 1;
    if (seen.readings === 1) return json(response, { status: "processing", progress: 40 });
    const url = `${origin}/${seen.scenario}/files/film.mp4?signature=abc`;
    json(response, { status: "completed", progress: 100, output: { url } });
  },
  film: (request, response) => {
    response.writeHead(200, {
      "content-type": "video/mp4",
      "content-length": String(film.length),
      etag: filmTag,
    });
    response.end(film);
  },
};

const kinds = [
  ["token", "POST", /^\/api\/auth\/anonymous-token$/],
  ["claim", "POST", /^\/api\/auth\/claim-token$/],
  ["session", "POST", /^\/api\/tasks\/me\/with-session\/nemo_agent$/],
  ["upload", "POST", /^\/api\/upload-video\/nemo_agent\/me\/[^/]+$/],
  ["message", "POST", /^\/run_sse$/],
  ["credits", "GET", /^\/api\/credits\/balance\/simple$/],
  ["state", "GET", /^\/api\/state\/nemo_agent\/me\/[^/]+\/latest$/],
  ["render", "POST", /^\/api\/render\/proxy\/lambda$/],
  ["status", "GET", /^\/api\/render\/proxy\/lambda\/[^/]+$/],
  ["film", "GET", /^\/(api\/render\/proxy\/[^/]+\/download|files\/film\.mp4)$/],
];

/** Reads a multipart body of one file, and remembers it. */
async function take(request, response, seen) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const boundary = body.subarray(0, body.indexOf("\r\n"));
  const start = body.indexOf("\r\n\r\n") + 4;
  const file = body.subarray(start, body.lastIndexOf(boundary) - 2);
  seen.uploads.push({
    head: body.subarray(boundary.length + 2, start - 4).toString(),
    isClosed: body.subarray(-boundary.length - 4).toString() === `${boundary}--\r\n`,
    bytes: file.length,
    sha1: createHash("sha1").update(file).digest("hex"),
    bodyBytes: body.length,
    length: request.headers["content-length"],
    encoding: request.headers["transfer-encoding"],
  });
  ok(response, { files: [{ name: "stored.mp4", size: file.length }] });
}

function answer(response, status, type, text) {
  response.writeHead(status, { "content-type": type });
  response.end(text);
}
const json = (response, body, status = 200) =>
  answer(response, status, "application/json", JSON.stringify(body));
const ok = (response, data) => json(response, { code: 0, message: "success", data });

const memory = new Map();
const unread = new Set();
let origin = "";

const server = createServer({ keepAliveTimeout: 120_000, requestTimeout: 0 }, (request, response) => {
  const [, scenario, rest] = /^\/([^/]+)(\/[^?]*)/.exec(request.url);
  const blank = {
    scenario,
    requests: [],
    uploads: [],
    tokens: 0,
    sessions: 0,
    readings: 0,
    films: 0,
    open: 0,
  };
  const seen = memory.get(scenario) ?? blank;
  memory.set(scenario, seen);
  // A socket that is not read does not hear that the other side is gone.
  if (rest === "/seen") for (const each of unread) each.resume();
  if (rest === "/seen") return json(response, seen);
  const [kind] = kinds.find(([, method, path]) => method === request.method && path.test(rest)) ?? [];
  seen.requests.push({ kind, method: request.method, path: rest, headers: request.headers });
  seen.open += 1;
  request.on("error", () => {});
  response.once("close", () => (seen.open -= 1));
  // A code to answer everything with: `code-2001`, `status-413`.
  const [, form, number] = /^(code|status)-(\d+)/.exec(scenario) ?? [];
  if (form) {
    request.resume();
    return request.once("end", () =>
      form === "code"
        ? json(response, { code: Number(number), message: "the backend's words", data: null })
        : json(response, { detail: "plain words" }, Number(number)),
    );
  }
  const own = scenarios[scenario.replace(/~.*/, "")];
  const handler = own && (own[kind] ?? usual[kind]);
  if (!handler) return json(response, { detail: "Not Found" }, 404);
  if (kind === "message") response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
  if (kind !== "upload") request.resume();
  Promise.resolve(handler(request, response, seen)).catch(() => {});
});
server.listen(0, "127.0.0.1", () => {
  origin = `http://127.0.0.1:${server.address().port}`;
  console.log(origin);
});
process.stdin.resume().on("end", () => process.exit());
