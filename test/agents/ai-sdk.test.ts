import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { generateText, stepCountIs, type ToolSet } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { nemoTools } from "../../src/agents/tools.js";
import { toolbox } from "../support/agents.js";
import { cameraClip, ffprobeJson, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
});

type Prompt = MockLanguageModelV3["doGenerateCalls"][number]["prompt"];
type Step = (prompt: Prompt) => { name: string; input: object } | string;

/** A model that does in each step what the script says, which sees all that was said before. */
function scripted(steps: Step[]): MockLanguageModelV3 {
  let number = 0;
  return new MockLanguageModelV3({
    doGenerate: ({ prompt }) => {
      const step = steps[number]!(prompt);
      number += 1;
      const isText = typeof step === "string";
      const call = isText
        ? { type: "text" as const, text: step }
        : {
            type: "tool-call" as const,
            toolCallId: `call-${number}`,
            toolName: step.name,
            input: JSON.stringify(step.input),
          };
      const tokens = { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 };
      return Promise.resolve({
        content: [call],
        finishReason: { unified: isText ? ("stop" as const) : ("tool-calls" as const), raw: undefined },
        usage: { inputTokens: tokens, outputTokens: { total: 1, text: 1, reasoning: 0 } },
        warnings: [],
      });
    },
  });
}

/** What the model was told last. */
function lastResult(prompt: Prompt): { type: string; value: string } {
  const last = prompt.at(-1);
  const part = last?.role === "tool" ? last.content[0] : undefined;
  if (part?.type !== "tool-result") throw new Error(`There was no result: ${JSON.stringify(last)}`);
  return part.output as { type: string; value: string };
}

const handleIn = (text: string) => /job-[0-9a-f]{12}/.exec(text)![0];

describe("R72 the AI SDK", () => {
  it("runs a loop of tools: look, plan, start, wait, tell", async () => {
    const folder = temporaryFolder();
    const clip = join(folder, "clip.mov");
    await copyFile(camera, clip);
    const seen: { type: string; value: string }[] = [];
    const see = (prompt: Prompt) => {
      const result = lastResult(prompt);
      seen.push(result);
      return result.value;
    };
    const waits: Step = (prompt) => {
      const said = see(prompt);
      return { name: "job_progress", input: { job: handleIn(said), waitSeconds: 15 } };
    };
    const model = scripted([
      () => ({ name: "probe", input: { input: clip } }),
      (prompt) => {
        expect(see(prompt)).toContain("0: video h264");
        return { name: "plan", input: { input: clip, preset: "preview" } };
      },
      (prompt) => {
        expect(see(prompt)).toContain("0 credits");
        return { name: "start_conversion", input: { input: clip, preset: "preview", request: "180p" } };
      },
      waits,
      (prompt) => `It is ready: ${see(prompt)}`,
    ]);
    const { text, steps } = await generateText({
      model,
      tools: nemoTools(toolbox(folder)),
      stopWhen: stepCountIs(8),
      prompt: `Make a small preview of ${clip}.`,
    });
    expect(steps).toHaveLength(5);
    expect(seen.map(({ type }) => type)).toEqual(["text", "text", "text", "text"]);
    expect(text).toContain(`Wrote ${join(folder, "clip.mp4")}`);
    expect((await ffprobeJson(join(folder, "clip.mp4"))).streams[0]).toMatchObject({ height: 180 });
    const { inputSchema } = model.doGenerateCalls[0]!.tools!.find(
      ({ name }) => name === "convert",
    ) as unknown as {
      inputSchema: { required: string[]; properties: object };
    };
    expect(inputSchema.required).toEqual(["input"]);
    expect(Object.keys(inputSchema.properties)).toContain("spec");
  });

  it("tells the model of a failure and of a wrong argument, and lets it go on", async () => {
    const folder = temporaryFolder();
    const results: { type: string; value: string }[] = [];
    const model = scripted([
      () => ({ name: "convert", input: { input: "/etc/hostname" } }),
      (prompt) => {
        results.push(lastResult(prompt));
        return { name: "convert", input: { file: join(folder, "clip.mov") } };
      },
      (prompt) => {
        results.push(lastResult(prompt));
        return "I cannot.";
      },
    ]);
    const tools = nemoTools(inProcess(), { allowedFolders: [folder], stateFolder: false });
    const { text } = await generateText({ model, tools, stopWhen: stepCountIs(5), prompt: "Convert it." });
    expect(text).toBe("I cannot.");
    expect(results).toMatchObject([
      { type: "error-text", value: expect.stringContaining("outside the allowed folders") as string },
      {
        type: "error-text",
        value: expect.stringContaining("input is missing; it must be a path.") as string,
      },
    ]);
  });

  it("takes the tools by their types", () => {
    expectTypeOf<ReturnType<typeof nemoTools>>().toExtend<ToolSet>();
    expect(Object.keys(nemoTools(toolbox(temporaryFolder())))).toContain("convert");
  });
});
