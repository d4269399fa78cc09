import { createHash } from "node:crypto";
import type { TurnRecord } from "../conversation/index.js";
import { type Language, NemoError, throwIfAborted } from "../errors/index.js";
import type { MediaInput } from "../options/index.js";
import { specDigest } from "./batch/identity.js";
import { stillUnfetched } from "./batch/paid-before.js";
import { sourceIdentity } from "./batch/source-identity.js";
import type { ConverterContext } from "./context.js";
import type { ConvertHooks } from "./convert-hooks.js";
import { convertInput } from "./convert-input.js";
import type { ConversionResult, ConvertOptions } from "./convert-options.js";
import { resolveRequest } from "./resolve-request.js";

/**
 * As `convertInput`; what an earlier call of the same source and wish paid for, and could not bring to its end, is fetched from its
 * project, also by another process. Whoever names a project means that one.
 */
export async function convertPaid(
  context: ConverterContext,
  input: MediaInput,
  options: ConvertOptions = {},
): Promise<ConversionResult> {
  throwIfAborted(options.signal);
  const purpose = context.credits.isFree || options.session ? undefined : await purposeOf(input, options);
  if (purpose === undefined) return convertInput(context, input, options);
  const { ledger } = context;
  const earlier = await ledger.unfetched(purpose);
  let sessionId = earlier?.sessionId;
  let isMade = false;
  const hooks: ConvertHooks = {
    purpose,
    ...(earlier && { paid: { id: earlier.sessionId, taskId: "" } }),
    spending: { begun: ({ id }) => void (sessionId = id), refused: () => void (sessionId = undefined) },
    onMade: () => void (isMade = true),
  };
  const note = async (film: NonNullable<TurnRecord["film"]>) => {
    if (sessionId !== undefined) await ledger.noteFilm({ purpose, sessionId }, film);
  };
  try {
    const result = await convertInput(context, input, options, hooks);
    if (isMade) await note("settled");
    return result;
  } catch (error) {
    const isLost = earlier !== undefined && isWithoutFilm(context, earlier, error);
    await note(isLost ? "settled" : "left");
    if (!earlier) throw error;
    const { language } = context.transport.options;
    throw stillUnfetched(error, words[isLost ? "lost" : "open"][language]);
  }
}

/** Undefined for what cannot be known again, and for what is no source or no wish, which the conversion itself tells of. */
async function purposeOf(input: MediaInput, options: ConvertOptions): Promise<string | undefined> {
  try {
    const digest = specDigest(resolveRequest(options).spec, options);
    const source = await sourceIdentity(input);
    return source && createHash("sha256").update(`${source} ${digest}`).digest("hex");
  } catch {
    return undefined;
  }
}

/** Whether a project that was paid for will not give the film either when it is asked again. */
function isWithoutFilm({ transport }: ConverterContext, { sentAt }: TurnRecord, error: unknown): boolean {
  if (!NemoError.isInstance(error)) return false;
  const isOver = transport.clock.now() - sentAt > transport.options.timing.messageTimeoutMs;
  const isNothing = error.code === "outcome-unknown" && isOver;
  return isNothing || error.code === "session-not-found" || error.code === "verification-failed";
}

const words: Record<"lost" | "open", Record<Language, string>> = {
  lost: {
    en: "An earlier call may have been charged for it. The same call once more converts it anew, and is charged again.",
    zh: "此前的调用可能已扣除积分。再次发起同样的调用将重新转换，并再次扣费。",
  },
  open: {
    en: "An earlier call may have been charged for it, so its message was not sent again: the same call later fetches the film.",
    zh: "此前的调用可能已扣除积分，因此未再次发送消息；稍后发起同样的调用即可取回成片。",
  },
};
