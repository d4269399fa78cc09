import { randomBytes } from "node:crypto";
import type { AgentStep } from "./agent.js";

export interface StreamOptions {
  heartbeatMs: number;
  /** Whether texts are left out, as in a silent edit. */
  isSilent: boolean;
  /** Called once, with whether the turn ran to its end. */
  onEnd: (isComplete: boolean) => void;
}

const encoder = new TextEncoder();
const heartbeat = encoder.encode("event: heartbeat\ndata: {}\n\n");

/** A turn as an ADK server streams it: one JSON event a frame, texts in pieces and then whole. */
export function streamTurn(
  turn: Promise<AgentStep[]>,
  { heartbeatMs, isSilent, onEnd }: StreamOptions,
): Response {
  const invocationId = `e-${randomBytes(16).toString("hex")}`;
  const frame = (fields: object) =>
    encoder.encode(`data: ${JSON.stringify(toEvent(invocationId, fields))}\n\n`);
  let timer: NodeJS.Timeout | undefined;
  let isLeft = false;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (bytes: Uint8Array) => {
        if (!isLeft) controller.enqueue(bytes);
      };
      timer = setInterval(() => send(heartbeat), heartbeatMs);
      try {
        for (const step of await turn) for (const fields of toFields(step, isSilent)) send(frame(fields));
        onEnd(true);
      } catch (error) {
        onEnd(false);
        send(encoder.encode(`data: ${JSON.stringify({ error: String(error) })}\n\n`));
      }
      clearInterval(timer);
      if (!isLeft) controller.close();
    },
    // The turn itself goes on, as an ADK server's does.
    cancel() {
      isLeft = true;
      clearInterval(timer);
    },
  });
  const headers = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" };
  return new Response(body, { headers });
}

function toFields(step: AgentStep, isSilent: boolean): object[] {
  if (step.kind === "parts") {
    const role = step.parts.some((part) => part.functionResponse) ? "user" : "model";
    return [{ content: { role, parts: step.parts } }];
  }
  // A silent turn still ends with an event: the one that counts the tokens.
  if (isSilent) return [{ usageMetadata: { totalTokenCount: 0 } }];
  const pieces = step.text.match(/[\s\S]{1,24}/g) ?? [];
  const content = (text: string) => ({ content: { role: "model", parts: [{ text }] } });
  return [
    ...pieces.map((piece) => ({ ...content(piece), partial: true })),
    { ...content(step.text), partial: false, finishReason: "STOP" },
  ];
}

function toEvent(invocationId: string, fields: object): object {
  return {
    ...fields,
    author: "nemo_agent",
    invocationId,
    id: crypto.randomUUID(),
    timestamp: Date.now() / 1000,
    actions: { stateDelta: {}, artifactDelta: {} },
  };
}
