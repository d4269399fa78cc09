import { type Language, NemoError } from "../errors/index.js";
import type { Session } from "../modules/index.js";
import type { ConverterContext } from "./context.js";
import type { Source } from "./open-source.js";

// A source is opened for one call: by it, what this call sent is told from what others did in the same session.
const sessions = new WeakMap<Source, Session>();

/** To be called when a message of the source's conversion was taken, or may have been. */
export function noteMessage(source: Source, session: Session): void {
  sessions.set(source, session);
}

/** Whether something was sent, and perhaps paid for, that must not be sent again. */
export function wasMessageSent(source: Source): boolean {
  return sessions.has(source);
}

/**
 * What made a conversion fail after a message was taken. The failure itself may have cost nothing, but the conversion did, and
 * made again it costs that again; the project is there, and exporting it is free. In process nothing costs anything.
 */
export function afterMessage(
  { credits }: Pick<ConverterContext, "credits">,
  { source, language }: { source: Source; language: Language },
  error: unknown,
): unknown {
  const session = sessions.get(source);
  if (!session || credits.isFree || !NemoError.isInstance(error)) return error;
  return inProject(error, session, language);
}

/** An error that says where the project is that may have been paid for, and what is free to do with it. */
export function inProject(error: NemoError, session: Pick<Session, "id">, language: Language): NemoError {
  const { code, message, backendCode, status, charged, cause } = error;
  if (charged !== false) {
    // It says what to do already, but not where.
    error.details["sessionId"] = session.id;
    return error;
  }
  return new NemoError(code, message, {
    ...{ backendCode, status, cause },
    details: { ...error.details, sessionId: session.id },
    charged: "unknown",
    isRetryable: false,
    action: nextStep(error, session, language),
  });
}

function nextStep(
  { code, action }: NemoError,
  { id }: Pick<Session, "id">,
  language: Language,
): NemoError["action"] {
  const kind = "check-state";
  if (code === "session-not-found") return { kind, message: words.gone[language] };
  if (code === "nothing-to-export") return { kind, message: words.nothing[language](id) };
  const message = words.exportIt[language](id);
  // To do it again is no longer what helps; what else does comes first.
  const isToRepeat = action.kind === "retry" || action.kind === "wait" || code === "backend-error";
  if (isToRepeat) return { kind, message };
  const gap = language === "zh" ? "" : " ";
  return { ...action, message: `${action.message}${gap}${message}` };
}

const sessionOf = (id: string) => `{ session: { id: ${JSON.stringify(id)}, taskId: "" } }`;

const words = {
  exportIt: {
    en: (id: string) =>
      `The agent took the message, which may have been charged; converting again would be charged again. Export the project instead, which is free: nemo.export(${sessionOf(id)}), or nemo-converter export --session ${id}`,
    zh: (id: string) =>
      `助手已收到消息，可能已扣除积分；重新转换会再次扣费。请改为导出该项目（免费）：nemo.export(${sessionOf(id)})，或 nemo-converter export --session ${id}`,
  },
  nothing: {
    en: (id: string) =>
      `The agent took the message, which may have been charged; converting again would be charged again. Say in the same project what is missing: nemo.ask(text, ${sessionOf(id)})`,
    zh: (id: string) =>
      `助手已收到消息，可能已扣除积分；重新转换会再次扣费。请在同一项目中说明还缺什么：nemo.ask(text, ${sessionOf(id)})`,
  },
  gone: {
    en: "The project is gone, and its message may have been charged: look at the credits first, for converting again is charged again.",
    zh: "项目已不存在，其消息可能已扣除积分：请先查看积分，重新转换会再次扣费。",
  },
} as const;
