import { NemoError } from "../../errors/index.js";
import type { Session } from "../../modules/index.js";
import type { ConverterContext } from "../context.js";
import type { ConvertHooks } from "../convert-hooks.js";
import type { BatchTask } from "./batch-task.js";
import type { Journal } from "./journal/journal.js";
import type { SentRecord } from "./journal/records.js";
import { urlIdentity } from "./source-identity.js";

export interface PaidBeforeOptions {
  context: ConverterContext;
  journal: Journal | undefined;
  /** Of the spec. */
  digest: string;
  /** Whether all files are sent to one project. */
  isShared: boolean;
}

/** What was paid for one file. */
export interface Payment {
  hooks: Pick<ConvertHooks, "spending" | "paid">;
  /** Whether the file was paid for by an earlier run. */
  isMade: boolean;
  /** The file is done: nothing is left to be fetched. */
  done: () => void;
}

const unpaid: Payment = { hooks: {}, isMade: false, done: () => undefined };

/** Sees to it that no file is paid for twice: what was sent stands in the journal, and a later run fetches what it led to. */
export class PaidBefore {
  readonly #with: PaidBeforeOptions;

  constructor(options: PaidBeforeOptions) {
    this.#with = options;
  }

  /** @throws NemoError `outcome-unknown` where an earlier message went to a project that others use, too */
  paymentOf({ entry, path, content }: BatchTask): Payment {
    const { context, journal, digest: spec, isShared } = this.#with;
    const source = path === undefined ? urlIdentity(entry.input) : content?.fingerprint;
    if (context.credits.isFree || !journal || source === undefined) return unpaid;
    const input = path ?? withoutSecrets(entry.name);
    const before = journal.takeSent(source, spec, input);
    if (before?.isShared) throw inSharedProject(before);
    const open = new Set(before && [before.sessionId]);
    const settle = (sessionId: string) => {
      journal.note({ type: "settled", source, spec, sessionId });
      open.delete(sessionId);
    };
    const spending = {
      begun: ({ id: sessionId, taskId }: Session) => {
        journal.note({ type: "sent", source, spec, input, sessionId, taskId, isShared });
        open.add(sessionId);
      },
      refused: ({ id }: Session) => settle(id),
    };
    const paid = before && { id: before.sessionId, taskId: before.taskId };
    return {
      hooks: { spending, ...(paid && { paid }) },
      isMade: before !== undefined,
      done: () => {
        try {
          [...open].forEach(settle);
        } catch {
          // The file is done, and known to be: nobody will ask what was paid for it.
        }
      },
    };
  }
}

/** Who signs a URL does it in the query. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function inSharedProject({ sessionId, input }: SentRecord): NemoError {
  return new NemoError(
    "outcome-unknown",
    `The message for ${input} was sent before, to the project ${sessionId}, which other files use, too.`,
    { charged: "unknown", details: { sessionId }, action: { message: payAgain } },
  );
}

const payAgain =
  "It may have been charged, so it is not sent again. To convert it anew, and pay for it again, name another journal.";

/** The failure of a file that was paid for before, with the way out. */
export function stillUnfetched(error: unknown, wayOut = payAgain): unknown {
  if (!NemoError.isInstance(error)) return error;
  const { code, message, backendCode, status, details, charged, action, cause } = error;
  return new NemoError(code, message, {
    ...{ backendCode, status, details, cause },
    charged: charged === false ? "unknown" : charged,
    isRetryable: false,
    action: { ...action, message: `${action.message} ${wayOut}` },
  });
}
