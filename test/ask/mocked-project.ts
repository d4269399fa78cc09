import * as answers from "../support/answers.js";
import { eventStream, json, type MockBackend } from "../support/mock-backend.js";

export type Draft = Record<string, unknown>;

export const stateEndpoint = "GET /api/state/nemo_agent/me/sess-1/latest";
export const messageEndpoint = "POST /run_sse";

const clip = { tt: 0, sg: [{ d: 10_000, m: { name: "city timelapse" } }] };
const music = { tt: 1, sg: [{ d: 10_000, m: { name: "Lo-fi", volume: 0.35 } }] };
const title = { tt: 7, sg: [{ d: 3_000, m: { text: "Urban Dreams" } }] };

/** Projects as the contract has them, from one clip to clip, music and title. */
export const drafts = {
  clip: { t: [clip], d: 10_000 },
  titled: { t: [clip, title], d: 10_000 },
  full: answers.draft as Draft,
  scored: { t: [clip, music], d: 10_000 },
  trimmed: { t: [{ tt: 0, sg: [{ d: 8_000, m: { name: "city timelapse" } }] }], d: 8_000 },
  quieter: { t: [clip, { tt: 1, sg: [{ d: 10_000, m: { name: "Lo-fi", volume: 0.1 } }] }], d: 10_000 },
  renamed: { t: [clip, { tt: 7, sg: [{ d: 3_000, m: { text: "City Nights" } }] }], d: 10_000 },
} satisfies Record<string, Draft>;

export function stateAnswer(draft: Draft | null): Record<string, unknown> {
  return { code: 0, data: { state: { draft, video_infos: [], canvas_config: {}, generated_media: [] } } };
}

/** A project that is `before`, and `after` as soon as a message has arrived, which `stream` answers. */
export function project(
  backend: MockBackend,
  { before, after = before, stream }: { before: Draft | null; after?: Draft | null; stream: string },
): void {
  let isAsked = false;
  backend
    .on(stateEndpoint, () => json(stateAnswer(isAsked ? after : before)))
    .on(messageEndpoint, () => {
      isAsked = true;
      return eventStream(stream);
    });
}

/** A complete message of the agent, as a frame. */
export function says(text: string): string {
  return `data: ${JSON.stringify({ content: { role: "model", parts: [{ text }] }, author: "nemo_agent" })}\n\n`;
}

/** The end of a turn without a word. */
export const silence = 'data: {"author":"nemo_agent","usageMetadata":{"totalTokenCount":17}}\n\n';

export const tools =
  'data: {"content":{"role":"model","parts":[{"functionCall":{"id":"c1","name":"add_title","args":{"text":"Urban Dreams"}}}]},"author":"nemo_agent"}\n\n' +
  'data: {"content":{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"add_title","response":{"secret_plan":"ok"}}}]},"author":"nemo_agent"}\n\n';
