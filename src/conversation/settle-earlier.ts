import { type Language, NemoError } from "../errors/index.js";
import type { Session, SessionState } from "../modules/index.js";
import type { Notice } from "../options/index.js";
import { fingerprint } from "./fingerprint.js";
import { judgeTurn } from "./judge-turn.js";
import { look } from "./look.js";
import type { TurnContext } from "./turn-context.js";
import type { Settlement, TurnRecord } from "./turn-record.js";

export interface EarlierOptions {
  session: Session;
  /** The message that is about to be sent. Default: none is. */
  message?: string;
  /** Default: the converter's own. */
  language?: Language;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
}

/**
 * Finds out what became of a session's last message when its answer was never heard: its stream was cut for good, it was
 * stopped, or its process died. To be done before anything is sent that changes the project, an upload among it.
 *
 * @returns the state, if it was this very message, and was carried out: then it must not be sent again
 * @throws NemoError `outcome-unknown`, once, when it was this very message, its process died, and the project does not tell
 */
export async function settleEarlier(
  context: Omit<TurnContext, "sse">,
  { session, message, language = context.transport.options.language, signal, onNotice }: EarlierOptions,
): Promise<SessionState | undefined> {
  const { ledger } = context;
  const earlier = (await ledger.list(session.id)).at(-1);
  if (!earlier || !isOpen(earlier) || !(await ledger.isAbandoned(earlier))) return undefined;
  const sight = await look(context, { session, signal });
  const settlement = await judgeTurn(earlier, sight, isOver(context, earlier));
  await ledger.settle(earlier, settlement);
  const isSame = message !== undefined && earlier.message === (await fingerprint(message));
  // Who was told already that nobody knows, and sends it again all the same, means it.
  const isTold = earlier.outcome !== undefined;
  if (isSame && settlement.outcome === "unknown" && !isTold) throw stillUnknown(settlement, language);
  if (!isTold || settlement.outcome !== "unknown") onNotice?.(found(settlement, language));
  return isSame && settlement.outcome === "applied" ? sight.state : undefined;
}

/** Whether it is not known what became of a turn. */
export function isOpen({ outcome }: TurnRecord): boolean {
  return outcome === undefined || outcome === "unknown";
}

/** Whether the agent's time for a turn has run out. */
export function isOver({ transport }: Pick<TurnContext, "transport">, { sentAt }: TurnRecord): boolean {
  return transport.clock.now() - sentAt > transport.options.timing.messageTimeoutMs;
}

function stillUnknown({ charged }: Settlement, language: Language): NemoError {
  return new NemoError(
    "outcome-unknown",
    "This message was sent before, its answer was lost, and the project does not tell yet whether it was carried out. It was not sent again.",
    { charged, language },
  );
}

const words: Record<Settlement["outcome"], Record<Language, string>> = {
  applied: {
    en: "An earlier message whose answer was lost turns out to have been carried out.",
    zh: "此前一条未收到回复的消息已经执行。",
  },
  "not-applied": {
    en: "An earlier message whose answer was lost turns out not to have been carried out.",
    zh: "此前一条未收到回复的消息没有执行。",
  },
  unknown: {
    en: "It is not known whether an earlier message, whose answer was lost, was carried out.",
    zh: "此前一条未收到回复的消息是否已执行，目前无法确定。",
  },
};

function found({ outcome }: Settlement, language: Language): Notice {
  return { kind: "recovering", message: words[outcome][language] };
}
