import type { ServerResponse } from "node:http";
import { type AgentEvent, type SendOptions, type Session, Sse } from "../../src/modules/index.js";
import type { NemoConverterOptions } from "../../src/options/index.js";
import type { Clock } from "../../src/time/index.js";
import { type LoopbackServer, loopbackServer } from "./loopback-server.js";
import { testTransport } from "./test-transport.js";

export const session: Session = { id: "sess-1", taskId: "task-1" };

export const frame = (event: object): string => `data: ${JSON.stringify(event)}\n\n`;

/** A real server for `/run_sse`, and a connection to it. */
export async function agentServer(
  answer: (response: ServerResponse, count: number) => void,
  options: NemoConverterOptions = {},
  clock?: Clock,
) {
  const server: LoopbackServer = await loopbackServer((request, response) => {
    request.resume();
    answer(response, server.requests.length);
  });
  const transport = testTransport({ baseUrl: server.url, ...options }, clock);
  const send = (more: SendOptions = {}) => new Sse(transport).send("Trim it", { session, ...more });
  return { server, transport, send };
}

/** All events of a turn, and the error that it ended with, if any. */
export async function collect(
  turn: AsyncIterable<AgentEvent>,
): Promise<{ events: AgentEvent[]; error?: unknown }> {
  const events: AgentEvent[] = [];
  try {
    for await (const event of turn) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}
