// A web app that turns videos of any kind into MP4s that play: upload, progress, the result to look at and to download.
//
//   node examples/web-app/server.mjs [port]     # says where it listens; open it in a browser
//
// Three requests make a conversion, and any client can send them:
//
//   POST /conversions?name=clip.mov&preset=web  the video as the body; answers {"id"} when it has arrived
//   GET /conversions/<id>/events                what happens, as server-sent events: progress, then done, failed or cancelled
//   GET /conversions/<id>/video                 the MP4; DELETE /conversions/<id> ends the conversion and removes its files
//
// It listens on this machine only. Before you open it to others: sign-in, quotas, and a limit of conversions for each user.
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { clearTimeout, setTimeout } from "node:timers";
import { NemoConverter, NemoError, presets } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const mostBytes = Number(process.env.MOST_BYTES ?? 4e9);
const keptForMs = 3_600_000;

// Two at a time; the others wait for their turn.
const nemo = new NemoConverter({ backend: localBackend({ concurrency: 2 }) });
const page = await readFile(new URL("page.html", import.meta.url));
const conversions = new Map();

const server = createServer(async (request, response) => {
  try {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const [, id, part] = /^\/conversions\/([0-9a-f-]{36})(?:\/(events|video))?$/.exec(pathname) ?? [];
    const conversion = conversions.get(id);
    const route = `${request.method} ${id ? `/conversions/id${part ? `/${part}` : ""}` : pathname}`;
    if (route === "GET /") response.setHeader("content-type", "text/html; charset=utf-8").end(page);
    else if (route === "POST /conversions") await receive(request, response, searchParams);
    else if (!conversion) answer(response, 404, { message: "There is no such page." });
    else if (route === "GET /conversions/id/events") tellEvents(conversion, response);
    else if (route === "GET /conversions/id/video") await sendVideo(conversion, request, response);
    else if (route === "DELETE /conversions/id") answer(response, 200, await remove(conversion));
    else answer(response, 405, { message: "That cannot be done here." });
  } catch (error) {
    const isOurs = error.status === undefined;
    // Nobody is there any more, or half an answer is on its way.
    if (response.headersSent || response.destroyed) return void response.destroy();
    answer(response, error.status ?? 500, { message: isOurs ? "Something went wrong." : error.message });
    if (isOurs) console.error(error);
  }
});

function answer(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Takes the upload piece by piece, whatever its size, and starts the conversion. */
async function receive(request, response, query) {
  const preset = query.get("preset") ?? "web";
  if (!Object.hasOwn(presets, preset))
    return answer(response, 400, { message: `There is no preset ${preset}.` });
  if (Number(request.headers["content-length"]) > mostBytes) throw tooLarge();
  const name = basename(query.get("name") ?? "") || "video";
  const folder = await mkdtemp(join(tmpdir(), "web-app-"));
  // A name from elsewhere is shown, and never used as a path.
  const extension = extname(name).replace(/[^.\w]/g, "");
  const source = join(folder, `source${extension.slice(0, 10)}`);
  try {
    await pipeline(request, limited, createWriteStream(source, { flags: "wx" }));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const conversion = {
    ...{ id: randomUUID(), name, folder, source, preset },
    ...{ latest: { type: "progress", stage: "inspect", percent: 0 }, listeners: new Set() },
    controller: new AbortController(),
  };
  conversions.set(conversion.id, conversion);
  conversion.end = convert(conversion);
  answer(response, 201, { id: conversion.id });
}

/** For uploads that do not say how large they are. */
async function* limited(chunks) {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge();
    yield chunk;
  }
}

function tooLarge() {
  return Object.assign(new Error(`The video is larger than ${mostBytes / 1e6} MB.`), { status: 413 });
}

async function convert(conversion) {
  const { folder, source, preset, controller } = conversion;
  const tell = (event) => {
    conversion.latest = event;
    for (const listener of conversion.listeners) listener(event);
  };
  try {
    const result = await nemo.convert(source, {
      ...{ output: join(folder, "result.mp4"), preset, signal: controller.signal },
      onProgress: ({ stage, percent, remainingMs }) =>
        tell({ type: "progress", stage, percent, remainingMs }),
    });
    const { path, bytes, reasons, losses, warnings } = result;
    conversion.result = path;
    const notes = [...losses.map(({ message }) => message), ...warnings];
    tell({ type: "done", bytes, bytesBefore: result.source.bytes, reasons, notes });
  } catch (error) {
    if (controller.signal.aborted) tell({ type: "cancelled" });
    else tell({ type: "failed", ...explain(error, conversion) });
  }
  // Nobody comes back for it after an hour.
  conversion.timer = setTimeout(() => void remove(conversion), keptForMs).unref();
}

/** What happened, and what can be done about it; `code` is for programs. */
function explain(error, { name, source }) {
  if (!NemoError.isInstance(error)) {
    console.error(error);
    return { code: "unexpected", message: "Something went wrong.", remedy: "Try again later." };
  }
  const shown = (text) => text.replaceAll(source, name);
  return { code: error.code, message: shown(error.message), remedy: shown(error.action.message) };
}

/** The last event first, so that whoever comes late or comes back knows how things stand. */
function tellEvents({ latest, listeners }, response) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const tell = (event) => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (event.type !== "progress") response.end();
  };
  listeners.add(tell);
  response.once("close", () => listeners.delete(tell));
  tell(latest);
}

/** In parts where the browser asks for them, so that the video can be wound. */
async function sendVideo({ result, name }, request, response) {
  if (!result) return answer(response, 404, { message: "It is not ready." });
  const { size } = await stat(result);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const start = Number(from ?? 0);
  const end = Math.min(to ? Number(to) : size - 1, size - 1);
  if (start > end) return response.writeHead(416, { "content-range": `bytes */${size}` }).end();
  const title = `${basename(name, extname(name))}.mp4`;
  response.writeHead(from === undefined ? 200 : 206, {
    ...{ "content-type": "video/mp4", "content-length": end - start + 1, "accept-ranges": "bytes" },
    ...(from !== undefined && { "content-range": `bytes ${start}-${end}/${size}` }),
    "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(title)}`,
  });
  await pipeline(createReadStream(result, { start, end }), response);
}

/** Ends the conversion where it still runs, with its processes, and removes what there is of it. */
async function remove(conversion) {
  conversions.delete(conversion.id);
  conversion.controller.abort();
  await conversion.end;
  clearTimeout(conversion.timer);
  await rm(conversion.folder, { recursive: true, force: true });
  return { id: conversion.id };
}

server.requestTimeout = 0; // a large upload takes its time
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});

async function stop() {
  server.close();
  await Promise.all([...conversions.values()].map(remove));
  server.closeAllConnections();
  await nemo.close();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
