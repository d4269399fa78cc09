import { NemoError, type Redactor, throwIfAborted } from "../../errors/index.js";
import { notice, type Notice, tell } from "../../options/index.js";
import type { Deadline } from "../../time/index.js";
import type { Frame, Transport } from "../../transport/index.js";
import type { EventStreamReader } from "../../transport/later.js";
import { loadLater } from "../load-later.js";
import { type Session, Sessions } from "../session.js";
import type { AgentEvent } from "./agent-event.js";
import { type Batch, BatchedIterator } from "./batched-iterator.js";
import { messageCall } from "./message-call.js";
import { nextFrames } from "./next-frames.js";
import type { TurnReader } from "./turn-reader.js";

export interface SendOptions {
  session?: Session;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
}

const endpoint = "POST /run_sse";

/**
 * Messages to the agent, answered by a stream of events.
 *
 * @example
 * for await (const event of sse.send("Trim the first 2 seconds")) {
 *   if (event.type === "text") console.log(event.text);
 * }
 */
export class Sse {
  readonly #transport: Transport;
  readonly #sessions: Sessions;

  constructor(transport: Transport, sessions: Sessions = new Sessions(transport)) {
    this.#transport = transport;
    this.#sessions = sessions;
  }

  /**
   * One turn. The message is sent when the first event is asked for, and once: after its stream has opened it is never
   * repeated. Leaving the loop ends the turn quietly and closes the connection; the agent may go on.
   *
   * @throws NemoError from the iteration: `network` for a cut stream, `timeout`, `aborted`, `agent-failed` for an error
   * inside the stream (after the events that came with it), `session-not-found`, `insufficient-credits`;
   * `invalid-request` at a second iteration
   */
  send(text: string, options: SendOptions = {}): AsyncIterable<AgentEvent> {
    let isTaken = false;
    return {
      [Symbol.asyncIterator]: () => {
        if (isTaken) {
          throw new NemoError(
            "invalid-request",
            "A message is sent once: call send() again to send another one.",
          );
        }
        isTaken = true;
        return new BatchedIterator(this.#turn(text, options));
      },
    };
  }

  async *#turn(
    text: string,
    { session, signal, onNotice }: SendOptions,
  ): AsyncGenerator<Batch<AgentEvent>, void, undefined> {
    throwIfAborted(signal);
    const later = await loadLater();
    const transport = this.#transport;
    const deadline = transport.startDeadline(transport.options.timing.messageTimeoutMs, signal, endpoint);
    let stream: EventStreamReader | undefined;
    const turn = new later.TurnReader();
    let asked: Session | undefined;
    const startedAt = transport.clock.now();
    let events = 0;
    let code: string | undefined;
    try {
      const response = await this.#sessions.use({ session, signal: deadline.signal, onNotice }, (project) => {
        asked = project;
        return transport.open(messageCall(project.id, text, onNotice), deadline);
      });
      stream = new later.EventStreamReader(response, endpoint);
      for await (const frames of this.#frames(stream, deadline, onNotice)) {
        const items: AgentEvent[] = [];
        if ("elapsedMs" in frames) items.push({ type: "still-working", elapsedMs: frames.elapsedMs });
        else for (const frame of frames) turn.accept(withoutSecrets(frame, transport.redactor), items);
        events += items.length;
        yield { items, signal: deadline.signal };
      }
      const wasOpen = turn.isOpen;
      yield { items: turn.flush(), signal: deadline.signal };
      if (turn.failure) throw await this.#sessions.nameUser(this.#agentError(turn), asked!);
      if (wasOpen) {
        const message = `${endpoint}: the stream ended before the agent had finished.`;
        throw new NemoError("network", message, { details: { endpoint } });
      }
      const end: AgentEvent = { type: "end", text: turn.text, silent: turn.text === "" };
      yield { items: [end], signal: deadline.signal };
    } catch (error) {
      const failure = NemoError.isInstance(error)
        ? error
        : later.networkError(error, endpoint, transport.redactor);
      code = failure.code;
      const isTaken = stream !== undefined || (asked && later.mayHaveBeenTaken(failure, endpoint));
      throw isTaken ? later.afterSending(failure, turn, transport.redactor) : failure;
    } finally {
      stream?.cancel();
      deadline.abort(new NemoError("aborted", "The turn is over."));
      transport.release(deadline);
      const ms = transport.clock.now() - startedAt;
      tell("nemo-converter:turn", () => ({
        ...(asked && { sessionId: asked.id }),
        events,
        ms,
        ...(code && { code }),
      }));
    }
  }

  /** Batches of frames, and the news that nothing but signs of life came for a while. */
  async *#frames(
    stream: EventStreamReader,
    deadline: Deadline,
    onNotice: SendOptions["onNotice"],
  ): AsyncGenerator<Frame[] | { elapsedMs: number }> {
    const { isHeartbeat } = await loadLater();
    const { clock, options } = this.#transport;
    const { idleTimeoutMs, stillWorkingMs } = options.timing;
    const startedAt = clock.now();
    let heardAt = startedAt;
    let toldAt = startedAt;
    let isHere = false;
    const ask = () => {
      isHere = false;
      const asked = stream.next();
      const settle = () => void (isHere = true);
      // Also observed while the caller works on the batch before.
      asked.then(settle, settle);
      return asked;
    };
    let pending = ask();
    for (;;) {
      const dueAt = Math.min(heardAt + idleTimeoutMs, Math.max(heardAt, toldAt) + stillWorkingMs);
      throwIfAborted(deadline.signal);
      // A watch over what is here already would cost more than reading it.
      const frames = await (isHere
        ? pending
        : nextFrames(pending, dueAt - clock.now(), deadline.signal, clock));
      if (frames === undefined) return;
      if (frames !== "waiting") {
        pending = ask();
        const hasContent = frames.some((frame) => !isHeartbeat(frame));
        // Signs of life may come so fast that the wait itself is never over.
        const isDue = !hasContent && clock.now() >= dueAt;
        if (frames.length > 0) yield frames;
        if (hasContent) heardAt = clock.now();
        if (!isDue) continue;
      }
      const now = clock.now();
      if (now - heardAt >= idleTimeoutMs) {
        const message = `${endpoint}: the agent sent nothing but signs of life for ${idleTimeoutMs} ms.`;
        throw new NemoError("timeout", message, { details: { endpoint, ms: idleTimeoutMs } });
      }
      toldAt = now;
      onNotice?.(notice("still-working", options.language));
      yield { elapsedMs: now - startedAt };
    }
  }

  #agentError({ failure, text }: TurnReader): NemoError {
    const { kind, code: said, message } = failure!;
    const readable = (words: string) => this.#transport.redactor.text(words).slice(0, 2000);
    const safe = message === undefined ? undefined : readable(message);
    if (typeof said === "number") {
      return this.#transport.toError({ endpoint, kind: "message", code: said, message: safe });
    }
    const code = said === undefined ? undefined : readable(said);
    const details = { endpoint, errorCode: code, backendMessage: safe, text };
    if (kind === "malformed") {
      return new NemoError("malformed-response", `${endpoint} sent an event that is not JSON.`, { details });
    }
    const words = [code, safe].filter(Boolean).join(": ");
    return new NemoError("agent-failed", `The agent failed${words ? `: ${words}` : "."}`, { details });
  }
}

function withoutSecrets(frame: Frame, redactor: Redactor): Frame {
  const data = redactor.known(frame.data);
  return data === frame.data ? frame : { ...frame, data };
}
