import { routeMessage, settleEarlier, summarizeTimeline } from "../../conversation/later.js";
import { detectLanguage, inLanguage, type Language, NemoError, throwIfAborted } from "../../errors/index.js";
import { isSessionGone, type Session, type UploadedMedia } from "../../modules/index.js";
import { notice, type Notice } from "../../options/index.js";
import type { ConverterContext } from "../context.js";
import { exportPath } from "../export-project.js";
import { answerExport } from "./answer-export.js";
import type { Conversation } from "./conversation.js";
import { phrases } from "./phrases.js";
import type { AskOptions, Reply } from "./reply.js";
import { sendMessage } from "./send-message.js";
import { protect, uploadAlone, uploadFiles } from "./upload-files.js";
import { forgetWaiting } from "./waiting-uploads.js";

type Action = Reply["action"];

/** One turn of a conversation; see `NemoConverter.ask`. */
export async function ask(context: ConverterContext, text: string, options: AskOptions = {}): Promise<Reply> {
  const { files = [], output, onExists } = options;
  if (typeof text !== "string" || (text.trim() === "" && files.length === 0)) {
    throw new NemoError("invalid-request", "There is nothing to ask: the text is empty.");
  }
  throwIfAborted(options.signal);
  const language = languageFor(context, text);
  const action = text.trim() === "" ? "upload" : routeMessage(text).action;
  const told = { ...options, onNotice: inTheirLanguage(context, language, options.onNotice) };
  context.transport.announceSetup(told.onNotice);
  try {
    // What can be refused is refused before anything is sent, which could cost something.
    protect(context, files);
    const check = () => (output === undefined ? undefined : exportPath(context, output, onExists));
    if (action === "credits" && files.length === 0) {
      await check();
      return await answerCredits(context, language, told);
    }
    const place = { language, options: told, check };
    return await inSession(context, place, (conversation) => act(conversation, action, text));
  } catch (error) {
    throw NemoError.isInstance(error) ? inLanguage(error, language) : error;
  }
}

/** Explicit beats detected, as everywhere. */
function languageFor({ transport }: ConverterContext, text: string): Language {
  const { language, isLanguageDetected } = transport.options;
  return (isLanguageDetected ? detectLanguage(text) : undefined) ?? language;
}

/** The library's notices in the language of the text; those with words of their own pass as they are. */
function inTheirLanguage(
  { transport }: ConverterContext,
  language: Language,
  onNotice: AskOptions["onNotice"],
): AskOptions["onNotice"] {
  if (!onNotice) return undefined;
  return (given: Notice) => {
    const isPlain = given.message === notice(given.kind, transport.options.language).message;
    onNotice(isPlain ? notice(given.kind, language) : given);
  };
}

interface Place {
  language: Language;
  options: AskOptions;
  /** What is to be refused before a session is made. */
  check: () => Promise<unknown> | undefined;
}

/** One turn after the other; a shared project that is gone is forgotten, so that the next turn has a new one. */
async function inSession(
  context: ConverterContext,
  { language, options, check }: Place,
  work: (conversation: Conversation) => Promise<Reply>,
): Promise<Reply> {
  const { session: given, signal, onNotice } = options;
  const { sessions, queue, transport } = context;
  const turn = async (session: Session) => {
    try {
      const reply = await work({ context, session, language, options });
      if (options.files) forgetWaiting(context, session.id);
      return reply;
    } catch (error) {
      if (!isSessionGone(error)) throw error;
      if (!given) await sessions.forget(session);
      throw projectGone(error as NemoError, given !== undefined, language);
    }
  };
  return queue.run(given?.id, signal, async () => {
    await check();
    if (given) return turn(given);
    const { languageTag, isLanguageDetected } = transport.options;
    const tag = isLanguageDetected ? language : languageTag;
    const shared = await sessions.current({ language: tag, signal, onNotice });
    return queue.run(shared.id, signal, () => turn(shared));
  });
}

async function act(conversation: Conversation, action: Action, text: string): Promise<Reply> {
  const { language, options } = conversation;
  const files = options.files ?? [];
  if (action === "upload") {
    const given = files.length > 0 ? files : linksIn(text);
    return prepared(conversation, () => upload(conversation, given));
  }
  const uploads: UploadedMedia[] = [];
  const prepare = async () => void uploads.push(...(await uploadFiles(conversation, files)));
  const reply =
    action === "message"
      ? await sendMessage(conversation, text, prepare)
      : await prepared(conversation, () => prepare().then(() => answer(conversation, action, text)));
  if (uploads.length === 0) return reply;
  return { ...reply, text: `${phrases[language].uploaded(uploads)}\n\n${reply.text}`, uploads };
}

/** What changes the project would hide what became of an earlier message. */
async function prepared<T>(
  { context, session, language, options: { signal, onNotice } }: Conversation,
  work: () => Promise<T>,
): Promise<T> {
  await settleEarlier(context, { session, language, signal, onNotice });
  return work();
}

function answer(
  conversation: Conversation,
  action: Exclude<Action, "upload" | "message">,
  text: string,
): Promise<Reply> {
  const { context, language, options } = conversation;
  switch (action) {
    case "export":
      return answerExport(conversation, text);
    case "credits":
      return answerCredits(context, language, options);
    case "state":
      return answerState(conversation);
  }
}

async function upload(conversation: Conversation, files: NonNullable<AskOptions["files"]>): Promise<Reply> {
  const { language } = conversation;
  const words = phrases[language];
  if (files.length === 0) return { ...plain("upload", language), text: words.nothingToUpload };
  const { uploads } = await uploadAlone(conversation, files);
  return { ...plain("upload", language), text: words.uploadedAlone(uploads), uploads };
}

/**
 * Links are for the backend to fetch; paths are only read when they are given as files. What follows a link is the sentence's,
 * and so is a bracket that was not opened in it.
 */
function linksIn(text: string): string[] {
  const links = text.match(/https?:\/\/[^\s"'<>，。；！？、）】」”]+/giu) ?? [];
  return links.map((link) => {
    const bare = link.replace(/[.,;:!?*_`]+$/u, "");
    const isOpened = bare.includes("(") || bare.includes("[");
    return isOpened ? bare : bare.replace(/[)\].,;:!?*_`]+$/u, "");
  });
}

async function answerCredits(
  { credits }: ConverterContext,
  language: Language,
  { signal }: AskOptions,
): Promise<Reply> {
  const balance = await credits.balance({ signal });
  return { ...plain("credits", language), text: phrases[language].credits(balance), credits: balance };
}

async function answerState({ context, session, language, options }: Conversation): Promise<Reply> {
  const { draft } = await context.state.get({ session, signal: options.signal });
  if (!draft) return { ...plain("state", language), text: phrases[language].emptyTimeline };
  const timeline = summarizeTimeline(draft);
  return { ...plain("state", language), text: timeline, timeline };
}

function plain<A extends Action>(action: A, language: Language) {
  return { action, language, outcome: "none" as const, changes: [] };
}

function projectGone(error: NemoError, isGiven: boolean, language: Language): NemoError {
  const { backendCode, status, details, charged, isRetryable } = error;
  const own =
    language === "zh"
      ? "该项目已不存在。请不再传入 `session`，或新建会话后重新开始。"
      : "The project is gone. Leave `session` out, or create a new one, and start again.";
  return new NemoError(
    "session-not-found",
    "The project is gone: its session has ended. No other was started.",
    {
      ...{ backendCode, status, details, charged, language },
      // Sent again with the same session it would fail in the same way.
      isRetryable: isRetryable && !isGiven,
      cause: error,
      ...(isGiven && { action: { message: own } }),
    },
  );
}
