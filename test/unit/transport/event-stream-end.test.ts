import { describe, expect, it } from "vitest";
import { NemoError } from "../../../src/errors/index.js";
import { EventStreamReader } from "../../../src/transport/later.js";
import { streamFixtures, streamOf } from "../../support/event-streams.js";
import { failureOf } from "../../support/failure-of.js";

async function drain(response: Response): Promise<number> {
  const reader = new EventStreamReader(response, "POST /run_sse");
  let frames = 0;
  for (let batch = await reader.next(); batch; batch = await reader.next()) frames += batch.length;
  return frames;
}

/** Whether nothing is open at the end of `text`: all lines are whole, and after the last blank one come only comments. */
function isWhole(text: string): boolean {
  const lines = text.replace(/\r\n|\r/g, "\n").split("\n");
  if (lines.pop() !== "") return false;
  return lines.slice(lines.lastIndexOf("") + 1).every((line) => /^(:|id|retry|colour)/.test(line));
}

describe.each(Object.entries(streamFixtures))("R21 a stream of %s that ends", (_, { text }) => {
  const bytes = new TextEncoder().encode(text);

  it("after a whole frame has ended, anywhere else it was cut", async () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      const part = bytes.subarray(0, at);
      // A cut within the byte order mark is none of a frame.
      const isClean = isWhole(new TextDecoder().decode(part));
      const outcome = await drain(streamOf(part)).then(
        () => "ended",
        (error: unknown) => (NemoError.isInstance(error) ? error.code : error),
      );
      expect(outcome, `after ${at} bytes`).toBe(isClean ? "ended" : "network");
    }
  });
});

describe("R17 silent streams", () => {
  it.each([
    ["no body", new Response(null)],
    ["no bytes", streamOf()],
    ["an empty chunk", streamOf(new Uint8Array())],
    ["blank lines", streamOf(new TextEncoder().encode("\n\n"))],
  ])("%s is a clean end", async (_, response) => {
    await expect(drain(response)).resolves.toBeLessThan(2);
  });
});

describe("R21 a cut names the endpoint", () => {
  it("and can be told from other failures", async () => {
    const error = await failureOf(drain(streamOf(new TextEncoder().encode("data: {"))));
    expect(error).toMatchObject({ code: "network", details: { endpoint: "POST /run_sse" } });
    expect(error.message).toBe("POST /run_sse: the stream ended in the middle of an event.");
  });

  it("passes a failure of the connection on", async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
      },
    });
    await expect(drain(new Response(body))).rejects.toThrow("socket hang up");
  });
});

describe("R39 a frame without an end", () => {
  it("does not fill the memory", async () => {
    const piece = new Uint8Array(4 * 1024 * 1024).fill(0x61);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent += 1;
          if (sent > 16) throw new Error("64 MiB were read.");
          controller.enqueue(sent === 1 ? new TextEncoder().encode("data: ") : piece);
        },
      },
      { highWaterMark: 0 },
    );
    const error = await failureOf(drain(new Response(body)));
    expect(error.code).toBe("malformed-response");
    expect(error.message).toContain("never ended");
  });
});
