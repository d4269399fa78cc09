import { fileURLToPath } from "node:url";
import { eventBytesOf } from "./event-texts.mjs";
import { interleaved, withServer } from "./measure.mjs";
import { withPeers } from "./stream-peers.mjs";
import { bare, ours } from "./stream-readers.mjs";

const source = fileURLToPath(new URL("event-source.mjs", import.meta.url));

const pairs = 7;
const sizes = [
  { chunks: "64 KiB", chunkBytes: 64 * 1024 },
  { chunks: "1 KiB", chunkBytes: 1024 },
];

/** JSON events of 650 bytes, from bytes to typed events: against the bare parser, and against other SDKs. */
export async function* rows({ isQuick }) {
  const megabytes = isQuick ? 8 : 32;
  const results = [];
  await withServer(source, (url) =>
    withPeers(async (peers) => {
      for (const { chunks, chunkBytes } of sizes) {
        const way = { where: `in process, chunks of ${chunks}`, run: inProcess(megabytes, chunkBytes) };
        results.push({ ...(await compare(way, bare)), peer: "the bare parser and JSON.parse" });
        for (const peer of peers) results.push({ ...(await compare(way, peer)), peer: peer.name });
      }
      const way = { where: "over loopback", run: overLoopback(url, megabytes) };
      results.push({ ...(await compare(way, bare)), peer: "the bare parser and JSON.parse" });
      for (const peer of peers) results.push({ ...(await compare(way, peer)), peer: peer.name });
    }),
  );
  for (const { where, peer, speed, ours: own, theirs } of results) {
    yield {
      what: `typed event stream ${where}, throughput (${peer} = 1)`,
      value: speed,
      unit: "ratio",
      goal: { atLeast: peer.startsWith("the bare") ? 0.8 : 1 },
      detail: `${(megabytes / own).toFixed(0)} MiB/s against ${(megabytes / theirs).toFixed(0)} MiB/s`,
    };
  }
}

async function compare({ where, run }, reader) {
  const own = () => run(ours);
  const other = () => run(reader);
  await own();
  await other();
  const { ratio, ...medians } = await interleaved(pairs, own, other);
  return { where, speed: 1 / ratio, ...medians };
}

async function timedRead(reader, baseUrl, fetch, megabytes) {
  const started = performance.now();
  const events = await reader.read(baseUrl, fetch);
  const seconds = (performance.now() - started) / 1000;
  // Pieces of 650 bytes; who skipped some was not faster.
  if (events < megabytes * 1500) throw new Error(`Only ${events} events came.`);
  return seconds;
}

function inProcess(megabytes, chunkBytes) {
  const known = new Map();
  return (reader) => {
    const { format } = reader;
    if (!known.has(format)) known.set(format, eventBytesOf(format, megabytes * 1024 * 1024));
    const fetch = async () => answer(known.get(format), chunkBytes);
    return timedRead(reader, "http://127.0.0.1:9", fetch, megabytes);
  };
}

function answer(bytes, chunkBytes) {
  let at = 0;
  const body = new globalThis.ReadableStream({
    pull(controller) {
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(new Uint8Array(bytes.subarray(at, at + chunkBytes)));
      at += chunkBytes;
    },
  });
  return new globalThis.Response(body, { headers: { "content-type": "text/event-stream" } });
}

function overLoopback(url, megabytes) {
  return (reader) => timedRead(reader, `${url}/format/${reader.format}/${megabytes}`, undefined, megabytes);
}
