// An agent that converts a video with tools: it looks, plans, starts the conversion, waits, and tells. With the AI SDK (`ai`).
//
//   node examples/agent-tools.mjs clip.mov
//
// It runs without an account, because its model is scripted. For a real one, put a provider in its place and leave the
// script away; everything else stays as it is:
//
//   import { anthropic } from "@ai-sdk/anthropic"; // npm install @ai-sdk/anthropic; needs ANTHROPIC_API_KEY
//   const model = anthropic("<name of a model>");
import { randomUUID } from "node:crypto";
import { dirname, resolve } from "node:path";
import process from "node:process";
import { generateText, stepCountIs } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { NemoConverter } from "nemo-converter";
import { localBackend } from "nemo-converter/local";
import { createToolbox, nemoTools } from "nemo-converter/tools";

if (!process.argv[2]) {
  console.error("usage: node examples/agent-tools.mjs <video>");
  process.exit(2);
}
const clip = resolve(process.argv[2]);

const nemo = new NemoConverter({ backend: localBackend() });
// The tools read and write in this folder and nowhere else. Jobs are remembered for this run only (`stateFolder: false`);
// by default they are also known after a restart.
const toolbox = createToolbox(nemo, { allowedFolders: [dirname(clip)], stateFolder: false });

const model = scriptedModel([
  () => call("probe", { input: clip }),
  () => call("plan", { input: clip, request: "180p" }),
  () => call("start_conversion", { input: clip, request: "180p", onExists: "rename" }),
  // A model reads the handle in the answer. While the job runs it asks again; each answer comes within 15 seconds.
  waitUntilDone,
]);

try {
  const { text } = await generateText({
    model,
    tools: nemoTools(toolbox),
    stopWhen: stepCountIs(100),
    prompt: `Make a small preview of ${clip}, 180 lines high. Say what was lost, if anything.`,
    onStepFinish: ({ toolCalls, toolResults }) => {
      for (const { toolName, input } of toolCalls)
        console.log(`agent calls ${toolName} ${JSON.stringify(input)}`);
      // Each result has a short text for the model, and the same as data for your program.
      for (const { output } of toolResults) console.log(`  ${output.text.replaceAll("\n", "\n  ")}`);
    },
  });
  console.log(`agent: ${text}`);
  if (text.includes(" failed")) process.exitCode = 1;
} finally {
  await toolbox.close(); // ends what still runs
  await nemo.close();
}

// ---- The script that plays the model. None of this is needed with a real one. ----

function call(toolName, input) {
  return { type: "tool-call", toolCallId: randomUUID(), toolName, input: JSON.stringify(input) };
}

function waitUntilDone(lastAnswer) {
  const [, job, state] = /(job-[0-9a-f]{12}) is (\w+)/.exec(lastAnswer) ?? [];
  if (state === "running") return call("job_progress", { job, waitSeconds: 15 });
  return { type: "text", text: lastAnswer };
}

/** Plays one step after the other, the last one until it says something; each is given what the last tool answered. */
function scriptedModel(steps) {
  let number = 0;
  return new MockLanguageModelV3({
    doGenerate: async ({ prompt }) => {
      const last = prompt.at(-1);
      const step = steps[Math.min(number, steps.length - 1)];
      number += 1;
      const content = step(last.role === "tool" ? last.content[0].output.value : "");
      const unified = content.type === "text" ? "stop" : "tool-calls";
      const usage = { inputTokens: { total: 0 }, outputTokens: { total: 0 } };
      return { content: [content], finishReason: { unified, raw: undefined }, usage, warnings: [] };
    },
  });
}
