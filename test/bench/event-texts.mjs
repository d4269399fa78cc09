import { Buffer } from "node:buffer";

const eventBytes = 650;
const textOf = (index) => `Piece ${index} of what the agent says about "cut 3", `;

/** Fills `event` up to the size that events of agent servers have. */
function filled(make) {
  const missing = eventBytes - make("").length;
  return make("x".repeat(Math.max(0, missing)));
}

const json = (value) => `data: ${JSON.stringify(value)}\n\n`;

/** What an event carries beside its words. Every format gets it, so that all have the same to parse. */
const metadata = (index) => ({
  invocationId: "e-2f1c7a9c-4f3e-4b6c-9d0b-1f0f5c1f5b7a",
  author: "nemo_agent",
  actions: { stateDelta: {}, artifactDelta: {}, requestedAuthConfigs: {} },
  usageMetadata: { candidatesTokenCount: index, promptTokenCount: 1200, totalTokenCount: 1200 + index },
  timestamp: 1735689600.25 + index,
});

// What the agent server of the backend sends: pieces, and after every 50 of them the whole message.
function adk(index) {
  const event = (text, more) => ({
    content: { role: "model", parts: [{ text }] },
    ...more,
    ...metadata(index),
    id: `8a1f${index}`,
  });
  const piece = filled((branch) => json(event(textOf(index), { partial: true, branch })));
  if (index % 50 !== 49) return piece;
  const whole = Array.from({ length: 50 }, (_, each) => textOf(index - 49 + each)).join("");
  return piece + json(event(whole, {}));
}

const completion = (delta, finishReason, more) =>
  json({
    id: "chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG",
    object: "chat.completion.chunk",
    created: 1735689600,
    model: "gpt-4o-mini",
    service_tier: "default",
    system_fingerprint: "fp_44709d6fcb",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...more,
  });

function chatCompletions(index) {
  return filled((obfuscation) =>
    completion({ content: textOf(index) }, null, { ...metadata(index), obfuscation }),
  );
}

function messages(index) {
  const delta = { type: "text_delta", text: textOf(index) };
  const event = { type: "content_block_delta", index: 0, delta, ...metadata(index) };
  return filled((more) => `event: content_block_delta\n${json({ ...event, more })}`);
}

function generateContent(index) {
  const content = { parts: [{ text: textOf(index) }], role: "model" };
  const event = { candidates: [{ content, index: 0 }], ...metadata(index), modelVersion: "gemini-2.5-flash" };
  return filled((responseId) => json({ ...event, responseId }));
}

const messageStart = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 25, output_tokens: 1 },
  },
};
const blockStart = { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } };
const messageDelta = {
  type: "message_delta",
  delta: { stop_reason: "end_turn", stop_sequence: null },
  usage: { output_tokens: 15 },
};
const named = (value) => `event: ${value.type}\n${json(value)}`;

/** Each wire format: how its stream begins, what one event is, how it ends. */
const formats = {
  adk: { one: adk },
  chatCompletions: { one: chatCompletions, end: `${completion({}, "stop", {})}data: [DONE]\n\n` },
  messages: {
    begin: named(messageStart) + named(blockStart),
    one: messages,
    end:
      named({ type: "content_block_stop", index: 0 }) + named(messageDelta) + named({ type: "message_stop" }),
  },
  generateContent: { one: generateContent },
};

/** A stream of about so many bytes, in the words of a wire format. */
export function eventBytesOf(format, bytes) {
  const { begin = "", one, end = "" } = formats[format];
  const texts = [begin];
  // Ends with a complete message, as a turn of an agent does.
  for (let index = 0, length = 0; length < bytes || index % 50 !== 0; index += 1) {
    const text = one(index);
    length += text.length;
    texts.push(text);
  }
  return Buffer.from(texts.join("") + end);
}
