import { TurnReader } from "../../src/modules/sse/turn-reader.js";
import type { AgentEvent } from "../../src/modules/index.js";

/** An event of an ADK server, as it stands on the wire. */
export type WireEvent = Record<string, unknown>;

/** A complete message of the agent. */
export const says = (text: string, more: WireEvent = {}): WireEvent => ({
  content: { role: "model", parts: [{ text }] },
  author: "nemo_agent",
  id: "e1",
  invocationId: "i1",
  timestamp: 1735689600.25,
  ...more,
});

/** A piece of a message. */
export const piece = (text: string, more: WireEvent = {}): WireEvent =>
  says(text, { partial: true, ...more });

export const partsOf = (parts: unknown[], more: WireEvent = {}): WireEvent => ({
  content: { role: "model", parts },
  author: "nemo_agent",
  ...more,
});

export const call = (name: string, id?: string, args: unknown = { a: 1 }) => ({
  functionCall: { id, name, args },
});

export const result = (name: string, id?: string, response: unknown = { ok: true }) => ({
  functionResponse: { id, name, response },
});

/** What a turn makes of frames: JSON events, or raw data where a string is given. */
export function readTurn(...frames: (WireEvent | string | { event: string; data: string })[]): {
  events: AgentEvent[];
  turn: TurnReader;
} {
  const turn = new TurnReader();
  const events: AgentEvent[] = [];
  for (const frame of frames) {
    if (typeof frame === "string") turn.accept({ data: frame }, events);
    else if (typeof frame["event"] === "string")
      turn.accept(frame as { event: string; data: string }, events);
    else turn.accept({ data: JSON.stringify(frame) }, events);
  }
  return { events, turn };
}
