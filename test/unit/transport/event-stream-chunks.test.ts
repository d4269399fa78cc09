import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventStreamReader, type Frame, isHeartbeat } from "../../../src/transport/later.js";
import { streamFixtures, streamOf } from "../../support/event-streams.js";

async function read(...parts: Uint8Array[]): Promise<{ frames: Frame[]; heartbeats: number }> {
  const reader = new EventStreamReader(streamOf(...parts), "POST /run_sse");
  const all: Frame[] = [];
  for (let batch = await reader.next(); batch; batch = await reader.next()) all.push(...batch);
  const frames = all.filter((frame) => !isHeartbeat(frame));
  return { frames, heartbeats: all.length - frames.length };
}

describe.each(Object.entries(streamFixtures))(
  "R17 R19 a stream of %s",
  (_, { text, frames, hasHeartbeats }) => {
    const bytes = new TextEncoder().encode(text);

    it("in one piece", async () => {
      const whole = await read(bytes);
      expect(whole.frames).toEqual(frames);
      expect(whole.heartbeats > 0).toBe(hasHeartbeats);
    });

    it("cut at every byte", async () => {
      for (let at = 0; at <= bytes.length; at += 1) {
        const cut = await read(bytes.subarray(0, at), bytes.subarray(at));
        expect(cut.frames, `cut at ${at}`).toEqual(frames);
        if (hasHeartbeats) expect(cut.heartbeats, `cut at ${at}`).toBeGreaterThan(0);
      }
    });

    it("byte by byte", async () => {
      const single = await read(...Array.from(bytes, (byte) => Uint8Array.of(byte)));
      expect(single.frames).toEqual(frames);
      expect(single.heartbeats > 0).toBe(hasHeartbeats);
    });

    it("cut anywhere, any number of times", async () => {
      const places = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(places, async (cuts) => {
          const ends = [...cuts.sort((a, b) => a - b), bytes.length];
          const parts = ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
          expect((await read(...parts)).frames).toEqual(frames);
        }),
        { numRuns: 50 },
      );
    });
  },
);

describe("R17 a frame is given out as soon as its blank line is there", () => {
  it.each(["\n\n", "\r\n\r\n", "\r\r"])("%j", async (end) => {
    let send!: (text: string) => void;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (text) => controller.enqueue(new TextEncoder().encode(text));
      },
    });
    const reader = new EventStreamReader(new Response(body), "POST /run_sse");
    send(`data: 1${end}`);
    expect(await reader.next()).toEqual([{ data: "1" }]);
    send(`data: 2${end}data: 3${end}`);
    expect(await reader.next()).toEqual([{ data: "2" }, { data: "3" }]);
    reader.cancel();
  });
});
