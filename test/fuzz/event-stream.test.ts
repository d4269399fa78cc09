import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NemoError } from "../../src/errors/index.js";
import { type AgentEvent, createTransport, Sessions, Sse } from "../../src/modules/index.js";
import { EventStreamReader } from "../../src/transport/later.js";
import { bytesOf, recordedStreams } from "../ask/recorded-streams.js";
import { streamOf } from "../support/event-streams.js";
import { attempts, patience } from "./runs.js";

const recordings = Object.values(recordedStreams).map(bytesOf);

/** What hostile servers put into frames. */
const frames = fc.oneof(
  fc.json().map((json) => `data: ${json}\n\n`),
  fc.string({ unit: "binary" }).map((text) => `data: ${text}\n\n`),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "event: error\ndata: {}\n\n",
    'data: {"content":{"parts":[{"functionCall":{"name":"__proto__","args":{"__proto__":{"polluted":1}}}}]}}\n\n',
    'data: {"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"author":"a"}\n\n',
    `data: {"content":{"parts":[{"functionCall":{"name":"deep","args":${"[".repeat(500)}${"]".repeat(500)}}}]}}\n\n`,
    'data: {"content":{"parts":[{"text":"a","functionCall":null,"functionResponse":null}]}}\n\n',
    'data: {"content":{"parts":null},"errorCode":7}\n\n',
    "data\ndata\n\n",
    "\ufeff\ufeffdata: 1\n\n",
    "retry: 99999999999999999999\nid: \0\n\n",
    "data: [DONE]\n\n",
    "\r\r\n\n\r",
  ),
);
const hostile = fc.array(frames, { maxLength: 8 }).map((texts) => Buffer.from(texts.join("")));
const garbage = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(30), put: garbage });
const mutated = fc
  .tuple(fc.constantFrom(...recordings), fc.array(change, { minLength: 1, maxLength: 5 }))
  .map(([recording, changes]) => {
    let bytes = recording;
    for (const { at, cut, put } of changes) {
      const place = Math.floor(at * bytes.length);
      bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
    }
    return bytes;
  });
const cut = fc
  .tuple(fc.constantFrom(...recordings), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([recording, at]) => recording.subarray(0, Math.floor(at * recording.length)));
const streams = fc.tuple(
  fc.oneof(hostile, garbage, mutated, cut),
  fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }),
);

function inPieces(bytes: Buffer, lengths: number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const length of lengths) {
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...pieces, bytes.subarray(at)].filter((piece) => piece.length > 0);
}

/** A turn whose stream is `body`, as the client of a server that says anything takes it. */
async function take(body: Response): Promise<{ events: AgentEvent[]; error?: unknown }> {
  const transport = createTransport({
    baseUrl: "https://backend.test",
    token: "nmv_usr_0123456789abcdef",
    persistToken: false,
    fetch: () => Promise.resolve(body),
  });
  const session = { id: "sess-1", taskId: "task-1" };
  const events: AgentEvent[] = [];
  try {
    for await (const event of new Sse(transport, new Sessions(transport)).send("hello", { session })) {
      events.push(event);
      if (events.length > 10_000) throw new Error("More events than there were bytes.");
    }
    return { events };
  } catch (error) {
    return { events, error };
  } finally {
    transport.close();
  }
}

describe("R17 R20 R21 a server that sends anything in its event stream", () => {
  it(
    "is a turn that ends once, or a NemoError; never both, never neither",
    async () => {
      await fc.assert(
        fc.asyncProperty(streams, async ([bytes, lengths]) => {
          const { events, error } = await take(streamOf(...inPieces(bytes, lengths)));
          const ends = events.filter(({ type }) => type === "end").length;
          if (error === undefined) {
            expect(ends).toBe(1);
            expect(events.at(-1)!.type).toBe("end");
          } else {
            expect(NemoError.isInstance(error) ? "NemoError" : error).toBe("NemoError");
            expect(ends).toBe(0);
          }
          const texts = events.flatMap((event) => (event.type === "text" ? [event.text] : []));
          const end = events.at(-1);
          if (end?.type === "end")
            expect(end).toMatchObject({ text: texts.join("\n\n"), silent: texts.length === 0 });
          expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
        }),
        attempts(200),
      );
    },
    patience,
  );

  it(
    "says the same however the bytes are cut",
    async () => {
      await fc.assert(
        fc.asyncProperty(streams, async ([bytes, lengths]) => {
          const whole = await take(streamOf(...inPieces(bytes, [])));
          const pieces = await take(streamOf(...inPieces(bytes, lengths)));
          const said = ({ events, error }: typeof whole) => ({
            events: events.filter(({ type }) => type !== "heartbeat"),
            code: NemoError.isInstance(error) ? error.code : undefined,
          });
          expect(said(pieces)).toEqual(said(whole));
        }),
        attempts(200),
      );
    },
    patience,
  );
});

/** An endless body of `piece`; more than any limit ends it, so that a reader without one fails its test. */
function endless(piece: string, most: number): { reader: EventStreamReader; pulled: () => number } {
  const bytes = new TextEncoder().encode(piece);
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      if (pulled > most) controller.close();
      else controller.enqueue(bytes);
    },
  });
  return { reader: new EventStreamReader(new Response(body), "POST /run_sse"), pulled: () => pulled };
}

describe("R17 a line that never ends", () => {
  const mebibyte = "a".repeat(1024 * 1024);

  it.each([
    ["a line", mebibyte],
    ["data lines of one event", `data: ${mebibyte}\n`],
    ["an event's name", `event: ${mebibyte}`],
  ])("%s is given up with malformed-response before it has taken 70 MiB", async (_what, piece) => {
    const { reader, pulled } = endless(piece, 200);
    const readAll = async () => {
      while (await reader.next());
    };
    const error: unknown = await readAll().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "malformed-response", details: { endpoint: "POST /run_sse" } });
    expect(pulled()).toBeLessThan(70);
  });

  it("comments without end are signs of life, and kept nowhere", async () => {
    const { reader } = endless(`: ${mebibyte}\n`, 40);
    let heartbeats = 0;
    for (let frames; (frames = await reader.next());) heartbeats += frames.length;
    expect(heartbeats).toBeGreaterThanOrEqual(40);
  });
});
