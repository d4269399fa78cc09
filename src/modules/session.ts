import { bindRegistration, isUnboundRegistration, NemoError } from "../errors/index.js";
import { notice, type Notice } from "../options/index.js";
import { raceAbort } from "../time/index.js";
import type { Transport } from "../transport/index.js";
import { loadLater } from "./load-later.js";

/** One project of the backend. */
export interface Session {
  id: string;
  taskId: string;
  userId?: string;
}

export interface SessionOptions {
  /** BCP 47. Default: the converter's own. */
  language?: string;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
}

/**
 * Projects on the backend. `current()` is the one that the other modules share.
 *
 * @example
 * const sessions = new Sessions(createTransport());
 * const { id } = await sessions.create({ language: "zh" });
 */
export class Sessions {
  readonly #transport: Transport;
  #current: Promise<Session> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Makes a new project; `current()` stays what it is. */
  async create({ language, signal, onNotice }: SessionOptions = {}): Promise<Session> {
    const transport = this.#transport;
    transport.announceSetup(onNotice);
    const { parseAnswer, sessionAnswer } = await loadLater();
    const answer = await transport.request(
      {
        method: "POST",
        path: "/api/tasks/me/with-session/nemo_agent",
        json: { task_name: "project", language: language ?? transport.options.languageTag },
        signal,
        onNotice,
      },
      (value, endpoint) => parseAnswer(sessionAnswer, value, endpoint),
    );
    if (answer.user_id !== undefined) transport.userId = answer.user_id;
    return {
      id: answer.session_id,
      taskId: answer.task_id,
      ...(answer.user_id !== undefined && { userId: answer.user_id }),
    };
  }

  /** The shared project, made when it is first asked for. */
  current({ signal, ...options }: SessionOptions = {}): Promise<Session> {
    if (!this.#current) {
      // Shared by all who wait, so no single caller's signal may end it.
      const creating = this.create(options);
      this.#current = creating;
      creating.catch(() => {
        if (this.#current === creating) this.#current = undefined;
      });
    }
    return raceAbort(this.#current, signal);
  }

  /**
   * Runs `work` in `session`, or in the shared one. When the shared one turns out to be gone it is forgotten, so that the
   * next call starts a new one; with `isRepeatable` that happens at once.
   */
  async use<T>(
    {
      session,
      isRepeatable = false,
      ...options
    }: SessionOptions & { session?: Session; isRepeatable?: boolean },
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    if (session) return this.#work(session, work);
    const shared = await this.current(options);
    try {
      return await this.#work(shared, work);
    } catch (error) {
      if (!isSessionGone(error)) throw error;
      await this.forget(shared);
      if (!isRepeatable) throw error;
      const renewed = await this.current(options);
      options.onNotice?.(notice("session-renewed", this.#transport.options.language));
      return this.#work(renewed, work);
    }
  }

  /**
   * The error, its registration tied to the user of the project. Where the session's answer did not name the user, the
   * state may (R33).
   */
  async nameUser(error: unknown, { id }: Session): Promise<unknown> {
    const transport = this.#transport;
    if (!NemoError.isInstance(error) || !isUnboundRegistration(error)) return error;
    const { requestState } = await loadLater();
    await requestState(transport, id, undefined).catch(() => undefined);
    return transport.userId === undefined ? error : bindRegistration(error, transport.userId);
  }

  async #work<T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await work(session);
    } catch (error) {
      throw await this.nameUser(error, session);
    }
  }

  /** The next `current()` makes a new project, unless it has already. */
  async forget(session: Session): Promise<void> {
    if ((await this.#current)?.id === session.id) this.#current = undefined;
  }
}

export function isSessionGone(error: unknown): boolean {
  return NemoError.isInstance(error) && error.code === "session-not-found";
}
