import { createParser } from "eventsource-parser";
import { createTransport, Sse } from "nemo-converter";

// Each reads a whole stream from `baseUrl`, by the given fetch where one is given; resolves with the number of its events.

/** Ours: from bytes to typed events. */
export const ours = {
  format: "adk",
  async read(baseUrl, fetch) {
    const transport = createTransport({ baseUrl, token: "nmv_usr_bench", ...(fetch && { fetch }) });
    const session = { id: "s", taskId: "t" };
    let events = 0;
    for await (const event of new Sse(transport).send("Go on", { session })) {
      if (event.type === "text-delta" || event.type === "text") events += 1;
    }
    transport.close();
    return events;
  },
};

/** The least that anybody can do: the same parser and `JSON.parse`, straight from the body. */
export const bare = {
  format: "adk",
  async read(baseUrl, fetch = globalThis.fetch) {
    let events = 0;
    const parser = createParser({
      onEvent: ({ data }) => {
        if (JSON.parse(data).content) events += 1;
      },
    });
    const decoder = new globalThis.TextDecoder();
    const { body } = await fetch(`${baseUrl}/run_sse`, { method: "POST" });
    for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
    return events;
  },
};

/** The packages that peers need, for `npm install`. */
export const peerPackages = [
  "openai",
  "@anthropic-ai/sdk",
  "@google/genai",
  "ai",
  "@ai-sdk/openai-compatible",
];

const prompt = [{ role: "user", content: "Go on" }];

/** Popular SDKs, each on its own wire format. `load` imports one of the packages above. */
export const peers = [
  {
    name: "openai",
    format: "chatCompletions",
    async open(load) {
      const { OpenAI } = await load("openai");
      return async (baseURL, fetch) => {
        const client = new OpenAI({ apiKey: "none", baseURL, maxRetries: 0, ...(fetch && { fetch }) });
        return count(await client.chat.completions.create({ model: "m", messages: prompt, stream: true }));
      };
    },
  },
  {
    name: "@anthropic-ai/sdk",
    format: "messages",
    async open(load) {
      const { Anthropic } = await load("@anthropic-ai/sdk");
      return async (baseURL, fetch) => {
        const client = new Anthropic({ apiKey: "none", baseURL, maxRetries: 0, ...(fetch && { fetch }) });
        return count(
          await client.messages.create({ model: "m", max_tokens: 1, messages: prompt, stream: true }),
        );
      };
    },
  },
  {
    name: "@google/genai",
    format: "generateContent",
    async open(load) {
      const { GoogleGenAI } = await load("@google/genai");
      return async (baseUrl, fetch) => {
        const client = new GoogleGenAI({ apiKey: "none", httpOptions: { baseUrl } });
        // It takes no fetch, and asks for the global one.
        const own = globalThis.fetch;
        if (fetch) globalThis.fetch = fetch;
        try {
          return await count(await client.models.generateContentStream({ model: "m", contents: "Go on" }));
        } finally {
          globalThis.fetch = own;
        }
      };
    },
  },
  {
    name: "ai",
    format: "chatCompletions",
    async open(load) {
      const { streamText } = await load("ai");
      const { createOpenAICompatible } = await load("@ai-sdk/openai-compatible");
      return (baseURL, fetch) => {
        const provider = createOpenAICompatible({ name: "bench", baseURL, ...(fetch && { fetch }) });
        return count(streamText({ model: provider.chatModel("m"), messages: prompt }).fullStream);
      };
    },
  },
];

async function count(events) {
  let found = 0;
  for await (const event of events) if (event) found += 1;
  return found;
}
