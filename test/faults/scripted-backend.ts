import { createHash } from "node:crypto";
import { kindOf } from "./fault-proxy.js";
import type { FilmHost, Schedule } from "./schedule.js";
import type { Upstream, WireAnswer, WireRequest } from "./wire.js";

export const finalText = "Trimmed the first 2 seconds. 你好 👋";
export const balance = { available: 80, frozen: 20, total: 100 };

const events = [
  { content: { role: "model", parts: [{ functionCall: { id: "c1", name: "edit", args: { a: 1 } } }] } },
  {
    content: {
      role: "user",
      parts: [{ functionResponse: { id: "c1", name: "edit", response: { ok: true } } }],
    },
  },
  { content: { role: "model", parts: [{ text: finalText.slice(0, 11) }] }, partial: true },
  { content: { role: "model", parts: [{ text: finalText.slice(11) }] }, partial: true },
  { content: { role: "model", parts: [{ text: finalText }] }, finishReason: "STOP" },
];
const turn = [
  ": ping",
  "event: heartbeat\ndata: {}",
  ...events.map((event) => `data: ${JSON.stringify(event)}`),
]
  .map((frame) => `${frame}\n\n`)
  .join("");

/** A backend in a few lines that remembers what reached it. */
export class ScriptedBackend {
  /** Messages that reached it, by session. */
  readonly messages: string[] = [];
  readonly uploads: Buffer[] = [];
  readonly tokens: string[] = [];
  renders = 0;
  readonly films: readonly Buffer[];
  readonly #host: FilmHost;
  readonly origin: string;
  #sessions = 0;
  #downloads = 0;
  #failures: number;
  readonly #readings = new Map<string, number>();

  /** @param films the film, and the version that takes its place */
  constructor({ film, renderFailures }: Schedule, films: readonly Buffer[], origin: string) {
    this.films = films;
    this.#host = film;
    this.#failures = renderFailures;
    this.origin = origin;
  }

  readonly answer: Upstream = (request) => Promise.resolve(this.#answer(request));

  #answer(request: WireRequest): WireAnswer {
    const { path, body } = request;
    switch (kindOf(request)) {
      case "token": {
        const token = `nmv_usr_anonymous_${this.tokens.length}`;
        this.tokens.push(token);
        return ok({ token, credits: 100, expires_in: 604_800 });
      }
      case "session":
        this.#sessions += 1;
        return ok({
          task_id: `task-${this.#sessions}`,
          session_id: `sess-${this.#sessions}`,
          user_id: "user-1",
        });
      case "message":
        this.messages.push((JSON.parse(body.toString()) as { session_id: string }).session_id);
        return { status: 200, headers: { "content-type": "text/event-stream" }, body: Buffer.from(turn) };
      case "upload":
        this.uploads.push(fileOf(body));
        return ok({ files: [{ name: "clip.mp4" }] });
      case "credits":
        return ok(balance);
      case "state":
        return ok({
          state: { draft: this.#draft(), video_infos: [], canvas_config: {}, generated_media: [] },
        });
      case "render":
        this.renders += 1;
        return ok({});
      case "status":
        return this.#status(path);
      case "film":
        return this.#film(request);
      default:
        return json({ detail: "Not Found" }, 404);
    }
  }

  #draft(): object {
    return { t: [{ tt: 0, sg: [{ id: "v1", d: 1000 }] }], m: { revision: this.messages.length } };
  }

  #status(path: string): WireAnswer {
    const readings = (this.#readings.get(path) ?? 0) + 1;
    this.#readings.set(path, readings);
    if (readings === 1) return json({ status: "processing", progress: 40 });
    if (this.#failures > 0) {
      this.#failures -= 1;
      return json({ status: "failed", error: "out of memory" });
    }
    return json({
      status: "completed",
      ...(this.#host.hasLink && { output: { url: `${this.origin}/files/film.mp4?signature=abc` } }),
    });
  }

  #film({ headers }: WireRequest): WireAnswer {
    const { validator, hasRanges, heedsIfRange, changesAt = Infinity, wrongRangeAt } = this.#host;
    const nth = this.#downloads;
    this.#downloads += 1;
    const version = nth >= changesAt ? 1 : 0;
    const bytes = this.films[version]!;
    const sign = createHash("sha1").update(bytes).digest("hex");
    const date = new Date(Date.UTC(2030, 0, 1 + version)).toUTCString();
    const validators = {
      strong: { etag: `"${sign}"` },
      weak: { etag: `W/"${sign}"` },
      date: { "last-modified": date },
      none: {},
    } as const;
    const named: Record<string, string> = { "content-type": "video/mp4", ...validators[validator] };
    const [, from] = /^bytes=(\d+)-$/.exec(headers["range"] ?? "") ?? [];
    const condition = headers["if-range"];
    const isSame = condition === undefined || Object.values(named).includes(condition);
    if (from === undefined || !hasRanges || (heedsIfRange && !isSame)) {
      return { status: 200, headers: named, body: bytes };
    }
    const start = Number(from) + (nth === wrongRangeAt ? 3 : 0);
    if (start >= bytes.length) {
      return { status: 416, headers: { "content-range": `bytes */${bytes.length}` }, body: Buffer.alloc(0) };
    }
    const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
    return { status: 206, headers: { ...named, "content-range": range }, body: bytes.subarray(start) };
  }
}

/** The file in a multipart body of one part. */
function fileOf(body: Buffer): Buffer {
  const boundary = body.subarray(0, body.indexOf("\r\n"));
  const start = body.indexOf("\r\n\r\n") + 4;
  return Buffer.from(body.subarray(start, body.lastIndexOf(boundary) - 2));
}

function ok(data: object): WireAnswer {
  return json({ code: 0, message: "success", data });
}

function json(body: object, status = 200): WireAnswer {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(body)) };
}
