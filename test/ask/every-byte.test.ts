import { getResponse, http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { NemoError } from "../../src/errors/index.js";
import type { Reply } from "../../src/workflows/index.js";
import { cloudConverter } from "../support/cloud.js";
import { backendUrl } from "../support/test-transport.js";
import { drafts, stateAnswer } from "./mocked-project.js";
import { bytesOf, recordedStreams, wholeEnds } from "./recorded-streams.js";

/** How the answer to a message ends. */
interface Cut {
  bytes: Uint8Array;
  /** Whether the connection breaks, or the stream ends as if that were all. */
  isReset: boolean;
}

/** Each session is a case of its own: its name says where its stream is cut. */
const cuts = new Map<string, Cut>();
const asked = new Map<string, number>();
let hasEffect = true;

const handlers = [
  http.get(`${backendUrl}/api/credits/balance/simple`, () =>
    HttpResponse.json({ data: { available: 80, frozen: 0, total: 80 } }),
  ),
  http.get(`${backendUrl}/api/state/nemo_agent/me/:session/latest`, ({ params }) => {
    const isDone = hasEffect && asked.has(String(params["session"]));
    return HttpResponse.json(stateAnswer(isDone ? drafts.titled : drafts.clip) as Record<string, string>);
  }),
  http.post(`${backendUrl}/run_sse`, async ({ request }) => {
    const { session_id: id } = (await request.json()) as { session_id: string };
    asked.set(id, (asked.get(id) ?? 0) + 1);
    return new Response(bodyOf(cuts.get(id)!), { headers: { "content-type": "text/event-stream" } });
  }),
];

/** Straight to MSW's handlers: thousands of turns would wait for its interception alone. */
const answered: typeof fetch = async (input, init) => {
  const response = await getResponse(handlers, new Request(input, init));
  return response ?? HttpResponse.error();
};

function bodyOf({ bytes, isReset }: Cut): ReadableStream<Uint8Array> {
  let isGiven = bytes.length === 0;
  return new ReadableStream({
    pull(controller) {
      if (!isGiven) controller.enqueue(bytes);
      else if (isReset) controller.error(new TypeError("terminated"));
      else controller.close();
      isGiven = true;
    },
  });
}

beforeEach(() => {
  cuts.clear();
  asked.clear();
  hasEffect = true;
});

type Ending = { at: number; reply: Reply } | { at: number; failure: NemoError };

/** Asks once for every number of bytes after which the stream can end. */
async function askAtEveryByte(stream: Buffer, isReset: boolean): Promise<Ending[]> {
  const timing = { recoveryFirstMs: 1, recoveryNextMs: 1, recoveryReadings: 2 };
  const nemo = cloudConverter({ ledger: false, timing, fetch: answered });
  const endings: Ending[] = [];
  const askAt = async (at: number): Promise<void> => {
    const id = `cut-at-${at}`;
    cuts.set(id, { bytes: stream.subarray(0, at), isReset });
    try {
      endings.push({ at, reply: await nemo.ask("add a title", { session: { id, taskId: "t" } }) });
    } catch (error) {
      if (!NemoError.isInstance(error)) throw error;
      endings.push({ at, failure: error });
    }
  };
  const places = Array.from({ length: stream.length + 1 }, (_, at) => at);
  const workers = Array.from({ length: 16 }, async () => {
    for (let at = places.shift(); at !== undefined; at = places.shift()) await askAt(at);
  });
  await Promise.all(workers);
  expect(endings).toHaveLength(stream.length + 1);
  return endings.sort((a, b) => a.at - b.at);
}

const timesSent = (): Set<number> => new Set(asked.values());

describe.each(Object.entries(recordedStreams))("R21 a stream cut at every byte: %s", (_, frames) => {
  const stream = bytesOf(frames);
  const ends = wholeEnds(frames);

  it("reset, and the edit was made: it is told, and sent once", { timeout: 60_000 }, async () => {
    for (const ending of await askAtEveryByte(stream, true)) {
      if (!("reply" in ending)) throw new Error(`It failed at byte ${ending.at}.`, { cause: ending.failure });
      expect(ending.reply).toMatchObject({ outcome: "applied", action: "message" });
      expect(ending.reply.text).toContain("The connection was cut, but your message was carried out.");
      expect(ending.reply.changes.join()).toContain("Urban Dreams");
    }
    expect(timesSent()).toEqual(new Set([1]));
  });

  it(
    "reset, and nothing is seen of it: nobody knows, and it was sent once",
    { timeout: 60_000 },
    async () => {
      hasEffect = false;
      for (const ending of await askAtEveryByte(stream, true)) {
        if (!("failure" in ending)) throw new Error(`It was answered at byte ${ending.at}.`);
        const { failure } = ending;
        expect(failure).toMatchObject({ code: "outcome-unknown", charged: "unknown", isRetryable: false });
        expect(failure.action).toMatchObject({ kind: "check-state" });
        expect(failure.details["outcome"]).toBe("unknown");
      }
      expect(timesSent()).toEqual(new Set([1]));
    },
  );

  it("ended, and the edit was made: it is told, and sent once", { timeout: 60_000 }, async () => {
    for (const ending of await askAtEveryByte(stream, false)) {
      if (!("reply" in ending)) throw new Error(`It failed at byte ${ending.at}.`, { cause: ending.failure });
      const { text, outcome, changes } = ending.reply;
      expect(outcome).toBe("applied");
      expect(changes.join()).toContain("Urban Dreams");
      expect(text).not.toBe("");
      expect(`${ending.at}: ${text.includes("was cut")}`).toBe(`${ending.at}: ${!ends.has(ending.at)}`);
    }
    expect(timesSent()).toEqual(new Set([1]));
  });

  it(
    "ended, and nothing is seen of it: an end says so, a cut that nobody knows",
    { timeout: 60_000 },
    async () => {
      hasEffect = false;
      for (const ending of await askAtEveryByte(stream, false)) {
        if ("reply" in ending) {
          expect(ends).toContain(ending.at);
          expect(ending.reply).toMatchObject({ outcome: "not-applied", changes: [] });
          expect(ending.reply.text).not.toBe("");
        } else {
          expect(ends).not.toContain(ending.at);
          expect(ending.failure).toMatchObject({ code: "outcome-unknown", charged: "unknown" });
        }
      }
      expect(timesSent()).toEqual(new Set([1]));
    },
  );
});
