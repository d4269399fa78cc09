/** An event of the agent as it stands on the wire, in the form of a Google ADK server. */
export type AdkEvent = Record<string, unknown>;

/** A complete message of the agent. */
export function agentText(text: string): AdkEvent {
  return fromModel([{ text }], { finishReason: "STOP" });
}

/** A piece of a message while it is being written. A complete `agentText()` with all of it follows, or the end. */
export function agentPiece(text: string): AdkEvent {
  return fromModel([{ text }], { partial: true });
}

/** The agent calls one of its tools. */
export function agentCall(name: string, args: object = {}, id = `call_${name}`): AdkEvent {
  return fromModel([{ functionCall: { id, name, args } }]);
}

/** What the tool answered; its `id` is that of the call. */
export function agentResult(name: string, response: object = {}, id = `call_${name}`): AdkEvent {
  return {
    content: { role: "user", parts: [{ functionResponse: { id, name, response } }] },
    author: "nemo_agent",
    ...envelope,
  };
}

/** A failure inside a stream that opened well, for example `MAX_TOKENS` or `SAFETY`. */
export function agentError(errorCode: string, errorMessage: string): AdkEvent {
  return { errorCode, errorMessage, author: "nemo_agent", ...envelope };
}

// A timestamp in seconds with a fraction is what Python writes.
const envelope = { id: "event_1", invocationId: "invocation_1", timestamp: 1893456000.25 };

function fromModel(parts: object[], more: object = {}): AdkEvent {
  return { content: { role: "model", parts }, author: "nemo_agent", ...envelope, ...more };
}
