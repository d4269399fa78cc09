import { abortedError, type NemoError } from "../../errors/index.js";
import { CanaryGroups } from "./canary-groups.js";
import type { BatchTask, TaskSteps } from "./batch-task.js";
import { asNemoError, canaryFailed, isOfTheBatch, isOfTheGroup } from "./failures.js";

export interface SchedulerOptions {
  concurrency: number;
  /** How many files may be looked at, or under way, at once. */
  window: number;
  cores: number;
  signal: AbortSignal;
  /** Whether the tasks end; those of an endless list are not asked for once the batch has to stop. */
  isFinite: boolean;
}

// A list that gives nothing for so long is waited for no longer: a canary is chosen among what there is.
const idleMs = 200;

/** Takes tasks as there is room, looks at each, and converts so many at a time: canaries first, then what they have cleared. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #steps: TaskSteps;
  readonly #groups = new CanaryGroups<BatchTask>();
  #tasks: AsyncIterator<BatchTask> | undefined;
  #isPulling = false;
  #isIdle = false;
  #isExhausted = false;
  #failure: { error: unknown } | undefined;
  #stopped: NemoError | undefined;
  #looking = 0;
  #running = 0;
  /** Made, and being looked at. */
  #finishing = 0;
  /** Taken and not finished. */
  #open = 0;
  #wake: () => void = () => undefined;

  constructor(steps: TaskSteps, options: SchedulerOptions) {
    this.#steps = steps;
    this.#options = options;
  }

  /** Why the rest was given up, if it was. */
  get stopped(): NemoError | undefined {
    return this.#stopped;
  }

  /** @throws what the tasks' own iterator throws, after everything that it gave is finished */
  async run(tasks: AsyncIterable<BatchTask>): Promise<void> {
    const { signal } = this.#options;
    this.#tasks = tasks[Symbol.asyncIterator]();
    const onAbort = () => this.#wake();
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      for (;;) {
        if (signal.aborted) this.#drop();
        else {
          this.#pull();
          this.#startAll();
        }
        if (this.#isOver()) break;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
      // One that is still waiting for its next would never answer.
      const left = this.#tasks.return?.();
      if (this.#isPulling) left?.catch(() => undefined);
      else await left;
    }
    if (this.#failure) throw this.#failure.error;
  }

  #isOver(): boolean {
    if (this.#looking + this.#running + this.#finishing > 0) return false;
    return this.#options.signal.aborted || (this.#open === 0 && this.#isExhausted);
  }

  #drop(): void {
    this.#open -= this.#groups.clear().length;
  }

  #pull(): void {
    const { window, concurrency, isFinite } = this.#options;
    if (this.#stopped && !isFinite) this.#isExhausted = true;
    const mostLooks = this.#running === 0 ? concurrency : 1;
    const hasRoom = this.#open < window && this.#looking < mostLooks;
    if (this.#isPulling || this.#isExhausted || !hasRoom) return;
    this.#isPulling = true;
    const timer = setTimeout(() => {
      this.#isIdle = true;
      this.#wake();
    }, idleMs);
    const settle = () => {
      clearTimeout(timer);
      this.#isIdle = false;
      this.#isPulling = false;
      this.#wake();
    };
    this.#tasks!.next()
      .then(({ done, value }) => {
        if (done) this.#isExhausted = true;
        else if (!this.#options.signal.aborted) void this.#look(value);
      })
      .catch((error: unknown) => {
        this.#isExhausted = true;
        this.#failure = { error };
      })
      .finally(settle);
  }

  async #look(task: BatchTask): Promise<void> {
    this.#open += 1;
    this.#looking += 1;
    try {
      const isToDo = this.#stopped === undefined && (await this.#steps.look(task));
      const known = isToDo && !this.#stopped ? this.#groups.add(task) : undefined;
      if (this.#stopped) await this.#give(task, this.#stopped);
      else if (!isToDo) this.#open -= 1;
      else if (known) await this.#give(task, notLike(known.failed, known.error));
    } catch (error) {
      await this.#give(task, asNemoError(error));
    } finally {
      this.#looking -= 1;
      this.#wake();
    }
  }

  #startAll(): void {
    const { concurrency, window } = this.#options;
    while (this.#running < concurrency && this.#finishing < concurrency) {
      const isQuiet = this.#looking === 0;
      const isComplete = isQuiet && this.#isExhausted;
      const isSettled = isComplete || (isQuiet && (this.#isIdle || this.#open >= window));
      const canary = isSettled ? this.#groups.takeCanary() : undefined;
      const task = canary ?? this.#groups.takeReady(isComplete);
      if (!task) return;
      void this.#convert(task, canary !== undefined);
    }
  }

  async #convert(task: BatchTask, isCanary: boolean): Promise<void> {
    this.#running += 1;
    const threads = this.#threads();
    let isMade = false;
    // While this one is being looked at, the next one is made.
    const onMade = () => {
      this.#running -= isMade ? 0 : 1;
      this.#finishing += isMade ? 0 : 1;
      isMade = true;
      this.#wake();
    };
    try {
      await this.#steps.convert(task, { isCanary, onMade, ...(threads !== undefined && { threads }) });
      if (isCanary) this.#groups.passed(task);
    } catch (thrown) {
      await this.#failed(task, isCanary, asNemoError(thrown));
    } finally {
      onMade();
      this.#finishing -= 1;
      this.#open -= 1;
      this.#wake();
    }
  }

  async #failed(task: BatchTask, isCanary: boolean, error: NemoError): Promise<void> {
    const isFatal = isOfTheBatch(error);
    // What the file system refuses in one place says nothing about the kind.
    const isShared = isCanary && !isFatal && isOfTheGroup(error) && !error.details["systemCode"];
    await this.#steps.failed(task, error, isShared);
    if (isFatal) {
      this.#stopped ??= error;
      for (const each of this.#groups.clear()) await this.#give(each, error);
    } else if (isShared) {
      for (const each of this.#groups.failed(task, error)) await this.#give(each, notLike(task, error));
    } else if (isCanary) this.#groups.withdraw(task);
  }

  /** A task that is given up without having been tried. */
  async #give(task: BatchTask, error: NemoError): Promise<void> {
    this.#open -= 1;
    const { signal } = this.#options;
    await this.#steps.failed(task, signal.aborted ? abortedError(signal) : error, false);
  }

  /** Several at once share the cores; one alone has them all, and so has the last one, beside which the others end. */
  #threads(): number | undefined {
    const { cores, concurrency } = this.#options;
    const atOnce = Math.min(concurrency, this.#running + this.#groups.ready + this.#groups.untested);
    const left = this.#open - this.#running - this.#finishing;
    const isLast = this.#isExhausted && left === 0;
    return atOnce <= 1 || isLast ? undefined : Math.max(1, Math.floor(cores / atOnce));
  }
}

function notLike(canary: BatchTask, error: unknown): NemoError {
  return canaryFailed(canary.entry.name, canary.group, asNemoError(error));
}
