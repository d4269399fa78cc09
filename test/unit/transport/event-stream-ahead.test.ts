import { describe, expect, it } from "vitest";
import { EventStreamReader } from "../../../src/transport/event-stream.js";

/** A body that counts how many of its chunks were asked for. */
function counted(chunks: string[], failure?: Error) {
  let given = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[given];
        given += 1;
        if (chunk !== undefined) controller.enqueue(new TextEncoder().encode(chunk));
        else if (failure) controller.error(failure);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { reader: new EventStreamReader(new Response(body), "POST /run_sse"), given: () => given };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const event = (text: string) => `data: ${text}\n\n`;

describe("R19 an event stream that is here faster than it is read", () => {
  it("gives all small chunks that came in one batch", async () => {
    const { reader } = counted(["a", "b", "c"].map(event));
    await reader.next();
    await settled();
    const rest = await reader.next();
    expect(rest?.map(({ data }) => data)).toEqual(["b", "c"]);
    expect(await reader.next()).toBeUndefined();
  });

  it("is read a little ahead, and not to its end", async () => {
    const large = counted(Array.from({ length: 100 }, () => event("x".repeat(40_000))));
    await large.reader.next();
    await settled();
    expect(large.given()).toBeLessThan(6);
    const small = counted(Array.from({ length: 1000 }, () => event("x")));
    await small.reader.next();
    await settled();
    expect(small.given()).toBeLessThan(140);
  });

  it("gives what came before a failure, then fails", async () => {
    const { reader } = counted([event("a"), event("b")], new Error("cut"));
    const heard: string[] = [];
    const reading = async () => {
      for (let batch = await reader.next(); batch; batch = await reader.next()) {
        heard.push(...batch.map(({ data }) => data));
        await settled();
      }
    };
    await expect(reading()).rejects.toThrow("cut");
    expect(heard).toEqual(["a", "b"]);
  });

  it("takes a chunk with more frames than a call has arguments", async () => {
    const { reader } = counted([event("a"), event("b"), event("c").repeat(300_000)]);
    let frames = 0;
    for (let batch = await reader.next(); batch; batch = await reader.next()) {
      frames += batch.length;
      await settled();
    }
    expect(frames).toBe(300_002);
  });
});
