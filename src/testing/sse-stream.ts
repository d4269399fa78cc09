import type { AdkEvent } from "./agent-events.js";

/** How a stream of events goes over the wire. */
export interface SseStreamOptions {
  /** Breaks off with an error after so many bytes. Default: ends well. */
  cutAfterBytes?: number;
  /** In pieces of so many bytes, which cut characters as they come. Default: all at once. */
  chunkBytes?: number;
  /**
   * So many heartbeats in front of the events; `Infinity` for heartbeats that never end.
   * @default 0
   */
  heartbeats?: number;
  /**
   * Between two heartbeats, in milliseconds of real time.
   * @default 1
   */
  heartbeatMs?: number;
}

const heartbeat = "event: heartbeat\ndata: {}\n\n";

/**
 * Events as the text of a `text/event-stream`: one `data:` frame for each. A string is taken as a frame of its own, as it is.
 *
 * @example
 * sseFrames(agentPiece("Do"), agentText("Done."), ": ping\n\n");
 */
export function sseFrames(...events: readonly (AdkEvent | string)[]): string {
  return events
    .map((event) => (typeof event === "string" ? event : `data: ${JSON.stringify(event)}\n\n`))
    .join("");
}

/**
 * The body of an answer to a message.
 *
 * @example
 * const body = sseStream([agentText("Trimmed.")], { chunkBytes: 1 });
 * new Response(body, { headers: { "content-type": "text/event-stream" } });
 */
export function sseStream(
  events: readonly (AdkEvent | string)[],
  { cutAfterBytes, chunkBytes, heartbeats = 0, heartbeatMs = 1 }: SseStreamOptions = {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const bytes = encoder.encode(sseFrames(...events)).subarray(0, cutAfterBytes);
  let beats = 0;
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (beats < heartbeats) {
          if (beats > 0) await new Promise((resolve) => setTimeout(resolve, heartbeatMs));
          beats += 1;
          controller.enqueue(encoder.encode(heartbeat));
        } else if (at < bytes.length) {
          const chunk = bytes.subarray(at, at + (chunkBytes ?? bytes.length));
          at += chunk.length;
          controller.enqueue(chunk);
        } else if (cutAfterBytes !== undefined) {
          controller.error(new Error("The connection was cut."));
        } else {
          controller.close();
        }
      },
    },
    { highWaterMark: 0 },
  );
}
