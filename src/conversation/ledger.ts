import type { CreditBalance, Transport } from "../modules/index.js";
import { fingerprint, type StateLike, stateText } from "./fingerprint.js";
import { isAlive, LedgerFile } from "./ledger-file.js";
import type { Settlement, TurnRecord } from "./turn-record.js";

export interface SentMessage {
  sessionId: string;
  message: string;
  before: StateLike;
  credits: CreditBalance | undefined;
  purpose?: string;
}

// In memory; whoever sends more in one process has long known what became of the first ones.
const mostRecords = 1000;

/**
 * Every message to the agent, written down before it is sent and again when it is known what became of it (R85): so that
 * nobody has to send it a second time to be sure.
 */
export class Ledger {
  readonly #transport: Transport;
  readonly #file: LedgerFile | undefined;
  readonly #own = new Map<string, TurnRecord>();
  #isWritable = true;

  constructor(transport: Transport) {
    const { ledgerPath } = transport.options;
    this.#transport = transport;
    this.#file = ledgerPath === undefined ? undefined : new LedgerFile(ledgerPath);
  }

  /** To be called before the message is sent. */
  async open({ sessionId, message, before, credits, purpose }: SentMessage): Promise<TurnRecord> {
    const record: TurnRecord = {
      id: crypto.randomUUID(),
      baseUrl: this.#transport.options.baseUrl,
      sessionId,
      sentAt: this.#transport.clock.now(),
      message: await fingerprint(message),
      state: await fingerprint(stateText(before)),
      ...(credits && { credits }),
      ...(purpose !== undefined && { purpose }),
    };
    this.#keep(record);
    await this.#write(record);
    return record;
  }

  async settle(record: TurnRecord, settlement: Settlement): Promise<void> {
    this.#keep({ ...record, ...settlement });
    await this.#write({ id: record.id, ...settlement });
  }

  /** All that is known of the messages to this backend, in the order in which they were sent, whatever the clock said then. */
  async list(sessionId?: string): Promise<TurnRecord[]> {
    const kept = (await this.#file?.read()) ?? [];
    const all = new Map<string, TurnRecord>();
    for (const { process: _process, ...record } of kept) all.set(record.id, record);
    for (const record of this.#own.values()) all.set(record.id, record);
    const { baseUrl } = this.#transport.options;
    const isMeant = (record: TurnRecord) =>
      record.baseUrl === baseUrl && (sessionId === undefined || record.sessionId === sessionId);
    return [...all.values()].filter(isMeant);
  }

  /** Whether nobody waits any more for what becomes of a turn. */
  async isAbandoned(record: TurnRecord): Promise<boolean> {
    if (record.outcome !== undefined) return true;
    if (this.#own.has(record.id)) return false;
    const { messageTimeoutMs } = this.#transport.options.timing;
    if (this.#transport.clock.now() - record.sentAt > 2 * messageTimeoutMs) return true;
    const kept = (await this.#file?.read())?.find(({ id }) => id === record.id);
    return kept === undefined || !isAlive(kept);
  }

  /** The last message for a conversion, where it may have been carried out, and nobody has its film or is about to. */
  async unfetched(purpose: string): Promise<TurnRecord | undefined> {
    const record = (await this.list()).findLast((each) => each.purpose === purpose);
    if (!record || record.film === "settled" || record.outcome === "not-applied") return undefined;
    return record.film === "left" || (await this.#isOrphan(record)) ? record : undefined;
  }

  async noteFilm(
    { purpose, sessionId }: { purpose: string; sessionId: string },
    film: NonNullable<TurnRecord["film"]>,
  ): Promise<void> {
    const record = (await this.list(sessionId)).findLast((each) => each.purpose === purpose);
    if (!record) return;
    const { outcome = "unknown", charged = "unknown" } = record;
    await this.settle(record, { outcome, charged, film });
  }

  async #isOrphan({ id }: TurnRecord): Promise<boolean> {
    if (this.#own.has(id)) return false;
    const kept = (await this.#file?.read())?.find((each) => each.id === id);
    return kept !== undefined && !isAlive(kept);
  }

  #keep(record: TurnRecord): void {
    this.#own.set(record.id, record);
    if (this.#own.size <= mostRecords) return;
    const settled = [...this.#own.values()].find(({ outcome }) => outcome !== undefined);
    if (settled) this.#own.delete(settled.id);
  }

  /** A folder that cannot be written to is no reason not to work: what is in memory holds for this process. */
  async #write(line: TurnRecord | ({ id: string } & Settlement)): Promise<void> {
    try {
      await this.#file?.add(line);
    } catch (error) {
      const { logger } = this.#transport.options;
      const fields = { systemCode: (error as NodeJS.ErrnoException).code };
      if (this.#isWritable)
        logger.warn("The ledger of messages cannot be written; it ends with this process.", fields);
      this.#isWritable = false;
    }
  }
}
