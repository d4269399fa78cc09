import { randomBytes } from "node:crypto";
import { wait } from "../time/index.js";
import type { AgentStep } from "./agent/take-turn.js";

export interface StreamOptions {
  heartbeatMs: number;
  /** Milliseconds before each event. */
  eventDelayMs: number;
  /** Whether texts are left out, as in a silent edit. */
  isSilent: boolean;
  /** After so many bytes the connection breaks off. */
  cutAfterBytes?: number | undefined;
  /** Called once: the turn ran to its end, failed or was never to answer, or the connection was cut. */
  onEnd: (end: "complete" | "failed" | "cut") => void;
}

const encoder = new TextEncoder();
const heartbeat = encoder.encode("event: heartbeat\ndata: {}\n\n");

/**
 * A turn as an ADK server streams it: one JSON event a frame, texts in pieces and then whole.
 *
 * @param turn undefined: nothing but heartbeats, for as long as somebody listens
 */
export function streamTurn(turn: (() => AgentStep[]) | undefined, options: StreamOptions): Response {
  const headers = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" };
  return new Response(new ReadableStream(new TurnSource(turn, options)), { headers });
}

class TurnSource {
  readonly #turn: (() => AgentStep[]) | undefined;
  readonly #options: StreamOptions;
  readonly #invocationId = `e-${randomBytes(16).toString("hex")}`;
  readonly #over = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #bytesLeft: number;
  #hasEnded = false;

  constructor(turn: (() => AgentStep[]) | undefined, options: StreamOptions) {
    this.#turn = turn;
    this.#options = options;
    this.#bytesLeft = options.cutAfterBytes ?? Infinity;
  }

  start(controller: Controller): void {
    this.#timer = setInterval(() => this.#send(controller, heartbeat), this.#options.heartbeatMs);
    void this.#run(controller);
  }

  /** An error discards what was not read yet: the cut comes after it. */
  pull(controller: Controller): void {
    if (this.#bytesLeft <= 0) controller.error(cut());
  }

  // The turn itself goes on, as an ADK server's does; one that never answers is over.
  cancel(): void {
    this.#stop();
    if (!this.#turn) this.#end("failed");
  }

  async #run(controller: Controller): Promise<void> {
    if (!this.#turn) return;
    try {
      const steps = this.#turn();
      if (this.#bytesLeft <= 0) this.#cut(controller);
      await this.#sendAll(controller, steps);
      this.#end("complete");
    } catch (error) {
      this.#end("failed");
      this.#send(controller, encoder.encode(`data: ${JSON.stringify({ error: String(error) })}\n\n`));
    }
    if (this.#over.signal.aborted) return;
    this.#stop();
    controller.close();
  }

  async #sendAll(controller: Controller, steps: AgentStep[]): Promise<void> {
    const { isSilent, eventDelayMs } = this.#options;
    const { signal } = this.#over;
    for (const fields of steps.flatMap((step) => toFields(step, isSilent))) {
      // Nobody waits for a stream that is over.
      if (eventDelayMs > 0) await wait(eventDelayMs, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const event = JSON.stringify(toEvent(this.#invocationId, fields));
      this.#send(controller, encoder.encode(`data: ${event}\n\n`));
    }
  }

  #send(controller: Controller, bytes: Uint8Array): void {
    if (this.#over.signal.aborted) return;
    const piece = bytes.subarray(0, this.#bytesLeft);
    this.#bytesLeft -= piece.length;
    controller.enqueue(piece);
    if (this.#bytesLeft <= 0) this.#cut(controller);
  }

  #cut(controller: Controller): void {
    this.#stop();
    this.#end("cut");
    if ((controller.desiredSize ?? 0) > 0) controller.error(cut());
  }

  #stop(): void {
    this.#over.abort();
    clearInterval(this.#timer);
  }

  #end(end: Parameters<StreamOptions["onEnd"]>[0]): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#options.onEnd(end);
  }
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

function cut(): TypeError {
  return new TypeError("The connection was cut, as the option cutStream asks for.");
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
