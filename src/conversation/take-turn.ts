import { type Language, NemoError } from "../errors/index.js";
import type { Notice } from "../options/index.js";
import type { AgentEvent, Session, SessionState } from "../modules/index.js";
import { hasChanged } from "./fingerprint.js";
import { hasSpent } from "./judge-turn.js";
import { balanceIfKnown, look } from "./look.js";
import { recoverTurn } from "./recover-turn.js";
import { settleEarlier } from "./settle-earlier.js";
import type { TurnContext } from "./turn-context.js";
import { isCut, withOutcome } from "./turn-failure.js";
import type { TurnOutcome, TurnRecord } from "./turn-record.js";

export interface TurnOptions {
  session: Session;
  /** Of notices and of what to do next. Default: the converter's own. */
  language?: Language;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
  onEvent?: (event: AgentEvent) => void;
  /** What the message needs in the project, for example uploads; not done when the message turns out to be carried out already. */
  prepare?: () => Promise<void>;
  /** The hash of the conversion that it is sent for. */
  purpose?: string;
}

/** What a turn came to. */
export interface Turn {
  /** The agent's complete messages. */
  texts: string[];
  /** The state before the message, and after it. */
  before: SessionState;
  state: SessionState;
  outcome: TurnOutcome;
  /** Whether the stream was cut, so that words of the agent may be missing. */
  wasCut: boolean;
  /** False when the ledger says that the same message was carried out before, and only its answer was lost. */
  wasSent: boolean;
}

/**
 * Sends one message and waits for what it does. When the stream is cut the message is not sent again, which could do and
 * cost everything twice: the state tells whether it was carried out. Every message is in the ledger before it is sent.
 *
 * @throws NemoError `outcome-unknown` when the state does not change in the time allowed; otherwise what `sse.send` throws,
 * with `details.outcome`, and `charged` as far as the credits tell
 */
export async function takeTurn(context: TurnContext, message: string, options: TurnOptions): Promise<Turn> {
  const { session, signal, onNotice, purpose } = options;
  const { language = context.transport.options.language } = options;
  const done = await settleEarlier(context, { message, language, ...options });
  if (done) return { texts: [], before: done, state: done, outcome: "applied", wasCut: true, wasSent: false };
  await options.prepare?.();
  const { state: before, credits } = await look(context, { session, signal });
  const isFor = purpose !== undefined && { purpose };
  const record = await context.ledger.open({ sessionId: session.id, message, before, credits, ...isFor });
  const heard: Heard = { texts: [], hasBegun: false };
  try {
    await listen(context, message, options, heard);
  } catch (error) {
    if (!isCut(error)) throw await failed(context, record, error, { before, heard, options });
    const cut = { before, record, cut: error, session, language, signal, onNotice };
    const state = await recoverTurn(context, cut);
    return { texts: heard.texts, before, state, outcome: "applied", wasCut: true, wasSent: true };
  }
  const state = await stateAfter(context, record, heard, { session, signal, language });
  const outcome = hasChanged(before, state) ? "applied" : "not-applied";
  await context.ledger.settle(record, { outcome, charged: "unknown" });
  return { texts: heard.texts, before, state, outcome, wasCut: false, wasSent: true };
}

interface Heard {
  texts: string[];
  hasBegun: boolean;
}

async function listen(
  { sse }: TurnContext,
  message: string,
  { session, signal, onNotice, onEvent }: TurnOptions,
  heard: Heard,
): Promise<void> {
  for await (const event of sse.send(message, { session, signal, onNotice })) {
    heard.hasBegun = true;
    if (event.type === "text") heard.texts.push(event.text);
    onEvent?.(event);
  }
}

/** The turn is over; that it cannot be seen what it did must not read as if it could be sent again. */
async function stateAfter(
  { state, ledger }: TurnContext,
  record: TurnRecord,
  { texts }: Heard,
  { language, ...options }: { session: Session; signal: AbortSignal | undefined; language: Language },
): Promise<SessionState> {
  try {
    return await state.get(options);
  } catch (error) {
    await ledger.settle(record, { outcome: "unknown", charged: "unknown" });
    throw withOutcome(error, { outcome: "unknown", charged: "unknown", language, texts });
  }
}

/** The error of a turn that was no cut, with what is known of what it did. */
async function failed(
  context: TurnContext,
  record: TurnRecord,
  error: unknown,
  { before, heard, options }: { before: SessionState; heard: Heard; options: TurnOptions },
): Promise<unknown> {
  const { language = context.transport.options.language, session, signal } = options;
  const { texts, hasBegun } = heard;
  if (NemoError.isInstance(error) && error.charged === false && !hasBegun) {
    await context.ledger.settle(record, { outcome: "not-applied", charged: false });
    return withOutcome(error, { outcome: "not-applied", charged: false, language, texts });
  }
  const code = NemoError.isInstance(error) ? error.code : "aborted";
  // After an abort or a close nobody wants to wait for readings.
  const isStopped = code === "aborted" || code === "closed";
  const after = isStopped ? undefined : await context.state.get({ session, signal }).catch(() => undefined);
  const credits = after && (await balanceIfKnown(context, signal).catch(() => undefined));
  const charged = hasSpent(record.credits, credits) === true ? true : chargedBy(error);
  // An agent that said something was there to the end; of one that nobody heard, the work may only show later.
  const isOver = hasBegun || charged !== "unknown" || code === "agent-failed";
  const unchanged = isOver ? "not-applied" : "unknown";
  const outcome = after === undefined ? "unknown" : hasChanged(before, after) ? "applied" : unchanged;
  await context.ledger.settle(record, { outcome, charged });
  return withOutcome(error, { outcome, charged, language, texts });
}

function chargedBy(error: unknown): boolean | "unknown" {
  return NemoError.isInstance(error) ? error.charged : "unknown";
}
