import { NemoError, type Redactor, throwIfAborted } from "../../errors/index.js";
import { notice, type Notice, tell } from "../../options/index.js";
import type { Frame, Transport } from "../../transport/index.js";
import type { EventStreamReader } from "../../transport/later.js";
import { loadLater } from "../load-later.js";
import { type Session, Sessions } from "../session.js";
import type { AgentEvent } from "./agent-event.js";
import { type Batch, BatchedIterator } from "./batched-iterator.js";
import { messageCall } from "./message-call.js";
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
    const turn = new later.TurnReader((said) => transport.redactor.known(said));
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
      const { clock, options } = transport;
      const watch = new later.FrameWatch(stream, endpoint, options.timing, { deadline, clock });
      for (;;) {
        const frames = await watch.next();
        if (frames === undefined) break;
        const items: AgentEvent[] = [];
        if ("elapsedMs" in frames) {
          onNotice?.(notice("still-working", options.language));
          items.push({ type: "still-working", elapsedMs: frames.elapsedMs });
        } else for (const frame of frames) turn.accept(withoutSecrets(frame, transport.redactor), items);
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
      const { text: said } = turn;
      const end: AgentEvent = { type: "end", text: said, silent: said === "" };
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
