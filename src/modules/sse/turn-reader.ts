import type { Frame } from "../../transport/index.js";
import { isHeartbeat, messageOf } from "../../transport/later.js";
import { type AdkEvent, type AdkPart, isAdkEvent, isObject } from "../../wire/index.js";
import type { AgentEvent } from "./agent-event.js";

/** A failure that the stream itself reported, before it became an error. */
export interface TurnFailure {
  kind: "agent" | "malformed";
  code?: string | number;
  message?: string;
}

/**
 * Understands one turn of an ADK agent, frame by frame. Pure: what it makes of a frame depends on the frames before it and
 * on nothing else.
 */
export class TurnReader {
  /** The first failure that was reported; the stream is read on, because good events may follow. */
  failure: TurnFailure | undefined;
  readonly #texts: string[] = [];
  readonly #clean: (text: string) => string;
  #pieces = "";
  readonly #openCalls: { id?: string; name: string }[] = [];

  /** @param clean takes our own secrets out of what was said in pieces; frames have lost theirs before */
  constructor(clean: (text: string) => string = (text) => text) {
    this.#clean = clean;
  }

  /** All complete messages. */
  get text(): string {
    return this.#texts.join("\n\n");
  }

  /** Whether an end here would be an end in the middle: a message half said, or a tool without its result. */
  get isOpen(): boolean {
    return this.#pieces !== "" || this.#openCalls.length > 0;
  }

  /** What was said of a message that is not complete. */
  get pieces(): string {
    return this.#pieces;
  }

  /** Adds what the frame says to `events`. */
  accept(frame: Frame, events: AgentEvent[]): void {
    if (isHeartbeat(frame)) {
      events.push({ type: "heartbeat" });
      return;
    }
    const { event, data } = frame;
    const value = parse(data);
    if (event === "error") this.#fail("agent", value ?? data);
    else if (value === undefined) {
      // A server that builds its error frame by hand breaks the JSON when the message has quotes in it.
      const isError = /^\s*\{\s*"error"/.test(data);
      if (data !== "[DONE]") this.#fail(isError ? "agent" : "malformed", data);
    } else if (isFailure(value)) this.#fail("agent", value);
    else if (isAdkEvent(value)) this.#read(value, events);
    else events.push({ type: "unknown", raw: value });
  }

  /** Completes a message of which only pieces came. */
  flush(): AgentEvent[] {
    const events: AgentEvent[] = [];
    this.#completePieces(events);
    return events;
  }

  #read(event: AdkEvent, events: AgentEvent[]): void {
    // An echo of what the user said is no answer; tool results have the role "user", but not the author.
    const parts = event.author === "user" ? [] : (event.content?.parts ?? []);
    if (event.errorCode || event.errorMessage) {
      this.#fail("agent", { code: event.errorCode, message: event.errorMessage });
    }
    if (event.partial === true) {
      // Calls of a partial event have unfinished arguments; the complete event brings them again.
      for (const { text, thought } of parts) {
        if (!text || thought) continue;
        this.#pieces += text;
        events.push({ type: "text-delta", text });
      }
      return;
    }
    let message = "";
    for (const { text, thought } of parts) if (text && !thought) message += text;
    if (message !== "") {
      // It repeats the pieces, and is the message.
      this.#pieces = "";
      this.#texts.push(message);
      events.push({ type: "text", text: message });
    } else if (parts.length > 0 || event.turnComplete || event.finishReason) {
      this.#completePieces(events);
    }
    for (const part of parts) this.#readPart(part, event.longRunningToolIds ?? [], events);
  }

  #readPart(part: AdkPart, longRunning: string[], events: AgentEvent[]): void {
    const { text, thought, functionCall, functionResponse, ...others } = part;
    if (functionCall) {
      const { name, args } = functionCall;
      const id = functionCall.id || undefined;
      // A long-running tool answers in a later turn.
      if (id === undefined || !longRunning.includes(id)) this.#openCalls.push({ id, name });
      events.push({ type: "tool-call", ...(id !== undefined && { id }), name, args: args ?? {} });
    } else if (functionResponse) {
      const { name, response } = functionResponse;
      const id = functionResponse.id || undefined;
      this.#closeCall(id, name);
      events.push({
        type: "tool-result",
        ...(id !== undefined && { id }),
        name,
        result: unwrapResult(response),
      });
    } else if ((text ?? thought ?? undefined) === undefined && Object.keys(others).length > 0) {
      events.push({ type: "unknown", raw: part });
    }
  }

  #closeCall(id: string | undefined, name: string): void {
    // A result with an id answers the call of that id, or one that had none; it is not another call's.
    const byId = id === undefined ? -1 : this.#openCalls.findIndex((call) => call.id === id);
    const isSame = (call: { id?: string; name: string }) =>
      call.name === name && (id === undefined || call.id === undefined);
    const found = byId >= 0 ? byId : this.#openCalls.findIndex(isSame);
    if (found >= 0) this.#openCalls.splice(found, 1);
  }

  #completePieces(events: AgentEvent[]): void {
    if (this.#pieces === "") return;
    const text = this.#clean(this.#pieces);
    this.#pieces = "";
    this.#texts.push(text);
    events.push({ type: "text", text });
  }

  #fail(kind: TurnFailure["kind"], raw: unknown): void {
    const code = isObject(raw) ? (envelopeCode(raw) ?? raw["code"] ?? raw["errorCode"]) : undefined;
    const message = typeof raw === "string" ? raw : messageOf(raw);
    this.failure ??= {
      kind,
      ...((typeof code === "string" || typeof code === "number") && { code }),
      ...(message !== undefined && { message }),
    };
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

/** `{}`, `{"error": …}` or an envelope with a code: what a server sends in the place of an event. */
function isFailure(value: unknown): boolean {
  if (!isObject(value)) return false;
  if ("content" in value || "author" in value || "invocationId" in value) return false;
  if (Object.keys(value).length === 0) return true;
  return "error" in value || (envelopeCode(value) ?? 0) !== 0;
}

/** A code in words (`SAFETY`) is the agent's own, a number the backend's. */
function envelopeCode({ code }: Record<string, unknown>): number | undefined {
  if (typeof code === "number") return code;
  return typeof code === "string" && /^\d+$/.test(code) ? Number(code) : undefined;
}

/** A tool that returned something other than an object has it wrapped by the server. */
function unwrapResult(response: unknown): unknown {
  if (!isObject(response) || Object.keys(response).length !== 1) return response ?? {};
  if ("result" in response) return response["result"];
  return "results" in response ? response["results"] : response;
}
