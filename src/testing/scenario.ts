import type { AdkEvent } from "./agent-events.js";
import type { MockFailure } from "./mock-failure.js";
import type { RequestKind } from "./request-kind.js";
import type { SseStreamOptions } from "./sse-stream.js";

/** What the agent does with one message. `turns` has the usual ones. */
export interface MockTurn {
  /** What goes over the wire; a string is a frame as it is. */
  events?: readonly (AdkEvent | string)[];
  /**
   * What the project's draft is afterwards: `"upload"` makes one of what was uploaded, `"unchanged"` leaves it.
   * @default "upload"
   */
  draft?: "upload" | "unchanged" | Record<string, unknown>;
  /** Heartbeats, and where the stream is cut. */
  stream?: SseStreamOptions;
}

/** How the backend behaves in a test; whatever is left out goes well. */
export interface NemoScenario {
  /**
   * Refusals by kind of request: one for every request of that kind, or a list that is used up one by one (`"ok"` lets one
   * through), after which all goes well.
   */
  failures?: Partial<Record<RequestKind, MockFailure | readonly (MockFailure | "ok")[]>>;
  /** `Retry-After` of a 429, in seconds. Default: none is sent. */
  retryAfterSeconds?: number;
  /** What the agent does with the first message, the second …; the last one again and again. Default: it says "Done." */
  turns?: readonly MockTurn[];
  render?: {
    /**
     * How many readings of its status find a render still under way.
     * @default 1
     */
    readings?: number;
    /**
     * How many renders fail before one succeeds; `Infinity` for all.
     * @default 0
     */
    failures?: number;
    /** Why they fail. */
    error?: string;
  };
  download?: {
    /** The rendered film. Default: `sampleFilm()`. */
    bytes?: Uint8Array;
    /** The first answer is cut after so many bytes; what is asked for again comes whole. */
    cutAfterBytes?: number;
    /** Whether the signed link has expired (403), so that only the backend's own address works. */
    isLinkExpired?: boolean;
  };
  /** Default: 80 available, 20 frozen, 100 in all. */
  credits?: { available: number; frozen: number; total: number };
}
