import type { Transport } from "../transport/index.js";
import { type Draft, isObject, parseAnswer, stateAnswer } from "../wire/index.js";
import { type Session, Sessions } from "./session.js";

/** A project as it stands. */
export interface SessionState {
  /** Missing while nothing was edited. */
  draft?: Draft;
  /** What the backend knows of the uploaded videos, in its own form. */
  videoInfos: unknown[];
  canvasConfig?: Record<string, unknown>;
  generatedMedia: unknown[];
  /** The whole state as it came. */
  raw: Record<string, unknown>;
}

export interface StateOptions {
  session?: Session;
  signal?: AbortSignal;
}

/**
 * What a project holds: tracks, uploads, generated media.
 *
 * @example
 * const { draft } = await new State(createTransport()).get({ session });
 */
export class State {
  readonly #transport: Transport;
  readonly #sessions: Sessions;

  constructor(transport: Transport, sessions: Sessions = new Sessions(transport)) {
    this.#transport = transport;
    this.#sessions = sessions;
  }

  /** @throws NemoError `session-not-found` when the project has ended */
  async get(options: StateOptions = {}): Promise<SessionState> {
    return this.#sessions.use(options, async ({ id }) => {
      const call = {
        method: "GET",
        path: `/api/state/nemo_agent/me/${encodeURIComponent(id)}/latest`,
        kind: "session",
        signal: options.signal,
      } as const;
      return this.#transport.request(call, (value, endpoint) => {
        const { state, user_id } = parseAnswer(stateAnswer, value, endpoint);
        if (user_id !== undefined) this.#transport.userId ??= user_id;
        return toSessionState(state);
      });
    });
  }
}

function toSessionState(raw: Record<string, unknown>): SessionState {
  const { draft, video_infos, canvas_config, generated_media } = raw;
  return {
    ...(isObject(draft) && { draft: draft }),
    videoInfos: toList(video_infos),
    ...(isObject(canvas_config) && { canvasConfig: canvas_config }),
    generatedMedia: toList(generated_media),
    raw,
  };
}

/** A list keyed by id serves as well. */
function toList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
