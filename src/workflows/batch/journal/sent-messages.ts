import type { JournalRecord, SentRecord } from "./records.js";

/** What earlier runs sent, and may have paid for, without bringing it to its end. */
export class SentMessages {
  readonly #open = new Map<string, SentRecord>();

  add(record: JournalRecord): void {
    if (record.type === "sent") this.#open.set(keyOf(record), record);
    else if (record.type === "settled") this.#open.delete(keyOf(record));
  }

  /** One for this content and wish, that of the same path first; whoever asks next is not given it again. */
  take(source: string, spec: string, input: string): SentRecord | undefined {
    const same = [...this.#open.values()].filter((each) => each.source === source && each.spec === spec);
    const found = same.find((each) => each.input === input) ?? same[0];
    if (found) this.#open.delete(keyOf(found));
    return found;
  }
}

/** A project that is shared holds messages for several files. */
function keyOf({ sessionId, source, spec }: Pick<SentRecord, "sessionId" | "source" | "spec">): string {
  return `${sessionId} ${source} ${spec}`;
}
