import type { Transport } from "../transport/index.js";
import { type Draft, isObject, withRaw } from "../wire/index.js";
import { loadLater } from "./load-later.js";
import { type Session, Sessions } from "./session.js";

/** A project as it stands. */
export interface SessionState {
  /** Missing while nothing was edited. */
  draft?: Draft;
  /** What the backend knows of the uploaded videos, in its own form. */
  videoInfos: unknown[];
  canvasConfig?: Record<string, unknown>;
  generatedMedia: unknown[];
  /** The whole state as it came; not enumerable, so that printing the rest does not print it. */
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
    const { requestState } = await loadLater();
    return this.#sessions.use(options, async ({ id }) =>
      toSessionState(await requestState(this.#transport, id, options.signal)),
    );
  }
}

function toSessionState(raw: Record<string, unknown>): SessionState {
  const { draft, video_infos, canvas_config, generated_media } = raw;
  const state = {
    ...(isObject(draft) && { draft: draft }),
    videoInfos: toList(video_infos),
    ...(isObject(canvas_config) && { canvasConfig: canvas_config }),
    generatedMedia: toList(generated_media),
  };
  return withRaw(state, raw);
}

/** A list keyed by id serves as well. */
function toList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
