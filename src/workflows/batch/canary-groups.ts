/** A file that waits to be converted: the group that it belongs to, and how much work it is. */
export interface Grouped {
  /** Undefined: it stands for itself alone. */
  group?: string;
  /** In any unit. */
  cost?: number;
}

type State<Task> = "untested" | "testing" | "passed" | { failed: Task; error: unknown };

interface Group<Task> {
  state: State<Task>;
  waiting: Task[];
}

/**
 * Which files may be converted: those of groups whose canary has passed. A group is held back until its canary has been
 * converted, and given up when that fails. Pure bookkeeping; knows files by their groups only.
 */
export class CanaryGroups<Task extends Grouped> {
  readonly #groups = new Map<string, Group<Task>>();
  readonly #ready: Task[] = [];

  /** How many are ready to be converted. */
  get ready(): number {
    return this.#ready.length;
  }

  /** How many groups could have their canary chosen now. */
  get untested(): number {
    return [...this.#groups.values()].filter(isUntested).length;
  }

  /** @returns the canary that failed for this file's group already, and why */
  add(task: Task): { failed: Task; error: unknown } | undefined {
    if (task.group === undefined) {
      this.#ready.push(task);
      return undefined;
    }
    const group = this.#groups.get(task.group) ?? { state: "untested", waiting: [] };
    this.#groups.set(task.group, group);
    if (typeof group.state === "object") return group.state;
    (group.state === "passed" ? this.#ready : group.waiting).push(task);
    return undefined;
  }

  /**
   * The one that came first; when no more will come, the one that is the most work: what is short at the end lets all places
   * become empty at about the same time.
   */
  takeReady(isComplete: boolean): Task | undefined {
    if (!isComplete) return this.#ready.shift();
    return takeBest(this.#ready, (one, other) => costOf(one) > costOf(other));
  }

  /** The cheapest file of a group that has no canary yet; it is that from now on. The group is the one with the most to do. */
  takeCanary(): Task | undefined {
    const groups = [...this.#groups.values()].filter(isUntested);
    const group = takeBest(groups, (one, other) => workIn(one) > workIn(other));
    if (!group) return undefined;
    group.state = "testing";
    return takeBest(group.waiting, (one, other) => costOf(one) < costOf(other));
  }

  passed({ group: name }: Task): void {
    const group = this.#group(name);
    group.state = "passed";
    this.#ready.push(...group.waiting.splice(0));
  }

  /** The canary failed for a reason of its own: another one takes its place. */
  withdraw({ group: name }: Task): void {
    this.#group(name).state = "untested";
  }

  /** @returns the files that are given up with it */
  failed(canary: Task, error: unknown): Task[] {
    const group = this.#group(canary.group);
    group.state = { failed: canary, error };
    return group.waiting.splice(0);
  }

  /** All that wait for anything. */
  clear(): Task[] {
    const waiting = [...this.#groups.values()].flatMap((group) => group.waiting.splice(0));
    return [...this.#ready.splice(0), ...waiting];
  }

  #group(name: string | undefined): Group<Task> {
    return this.#groups.get(name ?? "")!;
  }
}

function isUntested({ state, waiting }: Group<unknown>): boolean {
  return state === "untested" && waiting.length > 0;
}

function workIn({ waiting }: Group<Grouped>): number {
  return waiting.reduce((sum, each) => sum + costOf(each), 0);
}

/** Takes the one out that no other is better than; the first of them. */
function takeBest<Item>(items: Item[], isBetter: (one: Item, other: Item) => boolean): Item | undefined {
  const best = items.reduce((found, each, at) => (isBetter(each, items[found]!) ? at : found), 0);
  return items.splice(best, 1)[0];
}

function costOf({ cost = Infinity }: Grouped): number {
  return cost;
}
