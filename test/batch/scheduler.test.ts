import { describe, expect, it } from "vitest";
import { NemoError, type NemoErrorCode } from "../../src/errors/index.js";
import type { BatchTask, HowToConvert, TaskSteps } from "../../src/workflows/batch/batch-task.js";
import { Scheduler, type SchedulerOptions } from "../../src/workflows/batch/scheduler.js";

interface Wish {
  group?: string;
  cost?: number;
  /** Fails with it. */
  code?: NemoErrorCode;
  ms?: number;
  /** How long it is being looked at when it is made. */
  lookMs?: number;
}

/** Steps that convert nothing, and write down what they are told. */
class Recorded implements TaskSteps {
  readonly log: string[] = [];
  readonly threads: (number | undefined)[] = [];
  most = 0;
  mostLooked = 0;
  #running = 0;
  #looking = 0;
  readonly #wishes: Record<string, Wish>;

  constructor(wishes: Record<string, Wish> = {}) {
    this.#wishes = wishes;
  }

  look(task: BatchTask): Promise<boolean> {
    const { group, cost } = this.#wishes[task.entry.name] ?? {};
    Object.assign(task, { ...(group !== undefined && { group }), ...(cost !== undefined && { cost }) });
    return Promise.resolve(true);
  }

  async convert({ entry }: BatchTask, { isCanary, threads, onMade }: HowToConvert) {
    this.#running += 1;
    this.most = Math.max(this.most, this.#running);
    this.threads.push(threads);
    const { code, ms = 1, lookMs } = this.#wishes[entry.name] ?? {};
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.#running -= 1;
    if (lookMs !== undefined) {
      this.#looking += 1;
      this.mostLooked = Math.max(this.mostLooked, this.#looking);
      onMade();
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      this.#looking -= 1;
    }
    if (code) throw new NemoError(code, `${entry.name} is bad.`);
    this.log.push(`${isCanary ? "canary" : "done"} ${entry.name}`);
  }

  failed({ entry }: BatchTask, error: unknown, isCanary: boolean): Promise<void> {
    this.log.push(`${isCanary ? "canary failed" : "failed"} ${entry.name} ${(error as NemoError).code}`);
    return Promise.resolve();
  }
}

function taskOf(name: string): BatchTask {
  return { entry: { input: name, name, folder: "" }, output: `/out/${name}.mp4` };
}

// eslint-disable-next-line @typescript-eslint/require-await
async function* tasksOf(names: Iterable<string>): AsyncGenerator<BatchTask> {
  for (const name of names) yield taskOf(name);
}

const settings = (more: Partial<SchedulerOptions> = {}): SchedulerOptions => ({
  ...{ concurrency: 2, window: 8, cores: 2, isFinite: true },
  signal: new AbortController().signal,
  ...more,
});

const schedule = async (steps: Recorded, names: Iterable<string>, more: Partial<SchedulerOptions> = {}) => {
  await new Scheduler(steps, settings(more)).run(tasksOf(names));
  return steps.log;
};

describe("R51 bounded concurrency", () => {
  it("converts everything, so many at a time", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `clip${index}`);
    const steps = new Recorded();
    const log = await schedule(steps, names, { concurrency: 3 });
    expect(log.toSorted()).toEqual(names.map((name) => `done ${name}`).toSorted());
    expect(steps.most).toBe(3);
  });

  it("goes on after failures", async () => {
    const log = await schedule(new Recorded({ b: { code: "source-damaged" } }), ["a", "b", "c"]);
    expect(log.toSorted()).toEqual(["done a", "done c", "failed b source-damaged"]);
  });

  it("begins the next one while one that is made is being looked at, and waits when too many are", async () => {
    const names = Array.from({ length: 6 }, (_, index) => `clip${index}`);
    const steps = new Recorded(Object.fromEntries(names.map((name) => [name, { lookMs: 20 }])));
    const log = await schedule(steps, names, { concurrency: 2 });
    expect(log).toHaveLength(6);
    expect(steps.most).toBe(2);
    expect(steps.mostLooked).toBeGreaterThan(1);
    expect(steps.mostLooked).toBeLessThanOrEqual(4);
  });

  it("shares the cores among those that run at once, and gives all to one alone and to the last", async () => {
    const steps = new Recorded();
    await schedule(steps, ["a"], { cores: 8 });
    expect(steps.threads).toEqual([undefined]);
    const names = ["a", "b", "c", "d", "e", "f"];
    const more = new Recorded(Object.fromEntries(names.map((name) => [name, { ms: 5 }])));
    await schedule(more, names, { cores: 8 });
    expect(more.threads.slice(1)).toEqual([4, 4, 4, 4, undefined]);
  });

  it("converts the longest first when nothing can come any more, after the canary of the group with the most to do", async () => {
    const steps = new Recorded({
      ...{ a: { group: "small", cost: 1 }, b: { group: "small", cost: 2 } },
      ...{ c: { group: "large", cost: 3 }, d: { group: "large", cost: 5 }, e: { group: "large", cost: 9 } },
    });
    const log = await schedule(steps, ["a", "b", "c", "d", "e"], { concurrency: 1 });
    expect(log).toEqual(["canary c", "canary a", "done e", "done d", "done b"]);
  });

  it("converts in the order in which they come while more may come", async () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const steps = new Recorded(Object.fromEntries(names.map((name, cost) => [name, { cost }])));
    const log = await schedule(steps, names, { concurrency: 1, window: 2 });
    expect(log.slice(0, 4)).toEqual(["done a", "done b", "done c", "done d"]);
  });

  it("takes no more of an endless list than it can look at", async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield taskOf(`clip${given}`);
        await Promise.resolve();
      }
    }
    const controller = new AbortController();
    const steps = new Recorded(
      Object.fromEntries([...Array(10).keys()].map((n) => [`clip${n}`, { ms: 60 }])),
    );
    const run = new Scheduler(steps, settings({ signal: controller.signal })).run(endless());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(given).toBe(8);
    controller.abort();
    await run;
  });

  it("ends at once when a list that gives nothing is aborted", async () => {
    const controller = new AbortController();
    const silent: AsyncIterable<BatchTask> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }),
    };
    const run = new Scheduler(new Recorded(), settings({ signal: controller.signal })).run(silent);
    setTimeout(() => controller.abort(), 5);
    await run;
    expect(controller.signal.aborted).toBe(true);
  });

  it("finishes what it took when the list itself fails, then says so", async () => {
    async function* failing() {
      yield* tasksOf(["a", "b"]);
      throw new Error("the list broke");
      await Promise.resolve();
    }
    const steps = new Recorded();
    await expect(new Scheduler(steps, settings()).run(failing())).rejects.toThrow("the list broke");
    expect(steps.log.toSorted()).toEqual(["done a", "done b"]);
  });

  it("stops where every other file would fail, and names each that is left", async () => {
    const steps = new Recorded({ b: { code: "insufficient-credits" } });
    const log = await schedule(steps, ["a", "b", "c", "d"], { concurrency: 1 });
    expect(log).toEqual([
      ...["done a", "failed b insufficient-credits"],
      ...["failed c insufficient-credits", "failed d insufficient-credits"],
    ]);
  });

  it("asks an endless list for nothing more once it stops", async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield taskOf("poor");
        await Promise.resolve();
      }
    }
    const steps = new Recorded({ poor: { code: "insufficient-credits" } });
    await new Scheduler(steps, settings({ isFinite: false })).run(endless());
    expect(given).toBeLessThan(20);
    expect(new Set(steps.log)).toEqual(new Set(["failed poor insufficient-credits"]));
  });
});

describe("R86 group canaries", () => {
  const wishes = {
    a1: { group: "a", cost: 3 },
    a2: { group: "a", cost: 1 },
    a3: { group: "a", cost: 2 },
    b1: { group: "b", cost: 2 },
    b2: { group: "b", cost: 1 },
  };

  it("converts the cheapest of each group first, and the others only then", async () => {
    const log = await schedule(new Recorded(wishes), ["a1", "b1", "a2", "b2", "a3"]);
    expect(log.slice(0, 2).toSorted()).toEqual(["canary a2", "canary b2"]);
    expect(log.slice(2).toSorted()).toEqual(["done a1", "done a3", "done b1"]);
  });

  it("gives up the group of a canary that failed, and no other", async () => {
    const steps = new Recorded({ ...wishes, a2: { ...wishes.a2, code: "ffmpeg-failed" } });
    const log = await schedule(steps, ["a1", "b1", "a2", "b2", "a3"]);
    expect(log.toSorted()).toEqual([
      ...["canary b2", "canary failed a2 ffmpeg-failed", "done b1"],
      ...["failed a1 canary-failed", "failed a3 canary-failed"],
    ]);
  });

  it("gives up also what is found of that group later", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `a${index}`);
    const group = Object.fromEntries(names.map((name, cost) => [name, { group: "a", cost }]));
    const steps = new Recorded({ ...group, a0: { group: "a", cost: 0, code: "verification-failed" } });
    const log = await schedule(steps, names);
    expect(log).toHaveLength(30);
    expect(log.filter((line) => line.endsWith("canary-failed"))).toHaveLength(29);
  });

  it("takes another canary for one that is damaged itself", async () => {
    const steps = new Recorded({ ...wishes, a2: { ...wishes.a2, code: "source-damaged" } });
    const log = await schedule(steps, ["a1", "a2", "a3"]);
    expect(log).toEqual(["failed a2 source-damaged", "canary a3", "done a1"]);
  });

  it("chooses among what there is when an endless list pauses", async () => {
    let goOn: () => void = () => undefined;
    async function* pausing() {
      yield* tasksOf(["a1", "a2"]);
      await new Promise<void>((resolve) => (goOn = resolve));
      yield taskOf("a3");
    }
    const steps = new Recorded(wishes);
    const run = new Scheduler(steps, settings({ isFinite: false })).run(pausing());
    const until = Date.now() + 5000;
    while (steps.log.length < 2 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(steps.log).toEqual(["canary a2", "done a1"]);
    goOn();
    await run;
    expect(steps.log).toEqual(["canary a2", "done a1", "done a3"]);
  });
});
