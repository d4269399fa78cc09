import { describe, expect, it } from "vitest";
import { type Batch, BatchedIterator } from "../../../src/modules/sse/batched-iterator.js";

async function* batches(
  controller: AbortController,
  seen: unknown[],
): AsyncGenerator<Batch<number>, void, undefined> {
  const { signal } = controller;
  try {
    await Promise.resolve();
    yield { items: [1, 2, 3], signal };
    yield { items: [], signal };
    yield { items: [4], signal };
  } catch (error) {
    seen.push(error);
    throw new Error("told", { cause: error });
  } finally {
    seen.push("left");
  }
}

function open() {
  const controller = new AbortController();
  const seen: unknown[] = [];
  return { controller, seen, iterator: new BatchedIterator(batches(controller, seen)) };
}

describe("R17 events of batches", () => {
  it("come one by one, empty batches passed over", async () => {
    const { iterator, seen } = open();
    const items: number[] = [];
    for await (const item of iterator) items.push(item);
    expect(items).toEqual([1, 2, 3, 4]);
    expect(seen).toEqual(["left"]);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it("come in order to calls that do not wait for each other", async () => {
    const { iterator } = open();
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map(() => iterator.next()));
    expect(results.map(({ value }) => value as unknown)).toEqual([1, 2, 3, 4, undefined, undefined]);
  });

  it("come no more after an abort in the middle of a batch; the source makes the error of it", async () => {
    const { controller, iterator, seen } = open();
    await iterator.next();
    const reason = new Error("stop");
    controller.abort(reason);
    await expect(iterator.next()).rejects.toMatchObject({ message: "told", cause: reason });
    expect(seen).toEqual([reason, "left"]);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it("come no more after return() in the middle of a batch", async () => {
    const { iterator, seen } = open();
    await iterator.next();
    expect(await iterator.return()).toEqual({ done: true, value: undefined });
    expect(seen).toEqual(["left"]);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });
});
