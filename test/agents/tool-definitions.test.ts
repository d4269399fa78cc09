import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import { describe, expect, it } from "vitest";
import { toolDefinitions } from "../../src/agents/tools.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { toolbox } from "../support/agents.js";

const named = (name: string) => toolDefinitions.find((definition) => definition.name === name)!;

describe("R72 one definition for every framework", () => {
  it("has the tools of the design, each with a name that all take", () => {
    const names = toolDefinitions.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        ...["probe", "check", "plan", "convert", "start_conversion", "start_variants", "job_progress"],
        ...["start_batch", "ask"],
        ...["job_result", "cancel_job", "restart_job", "list_jobs", "list_presets", "parse_request"],
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z_]{3,40}$/.test(name))).toEqual([]);
  });

  it.each(toolDefinitions.map((definition) => [definition.name, definition] as const))(
    "%s is plain JSON, with schemas that are valid and refuse what is not known",
    (_name, definition) => {
      expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
      const { inputSchema, outputSchema, description } = definition;
      const ajv = new AjvJsonSchemaValidator();
      const validator = (schema: object) => ajv.getValidator(schema);
      expect(validator(inputSchema)({ nobody: "knows this" }).valid).toBe(false);
      const action = { kind: "retry", message: "again" };
      const failure = { error: { code: "network", message: "no", action } };
      expect(validator(outputSchema)(failure)).toMatchObject({ valid: true });
      expect(validator(outputSchema)("text").valid).toBe(false);
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(outputSchema.type).toBe("object");
      expect(description.length).toBeLessThan(500);
    },
  );

  it("keeps the list short enough for a model's context", () => {
    expect(JSON.stringify(toolDefinitions.map(({ outputSchema, ...rest }) => rest)).length).toBeLessThan(
      24_000,
    );
  });

  it("says which tools only read", () => {
    const readers = toolDefinitions
      .filter(({ annotations }) => annotations.readOnlyHint)
      .map(({ name }) => name);
    expect(readers.sort()).toEqual(
      [
        ...["check", "job_progress", "job_result", "list_jobs"],
        ...["list_presets", "parse_request", "plan", "probe"],
      ].sort(),
    );
    for (const name of [
      "convert",
      "start_conversion",
      "start_variants",
      "start_batch",
      "ask",
      "restart_job",
    ]) {
      expect(named(name).annotations).toMatchObject({
        ...{ readOnlyHint: false, destructiveHint: true, idempotentHint: false },
      });
    }
  });

  it("says what a turn may cost", () => {
    expect(named("ask").description).toMatch(
      /On the NemoVideo cloud it may cost credits .* on this machine it is free/,
    );
  });

  it("shows a model the whole spec", () => {
    const { spec } = named("convert").inputSchema.properties as Record<string, { properties: object }>;
    expect(Object.keys(spec!.properties)).toEqual(
      expect.arrayContaining(["video", "audio", "targetSize", "trim"]),
    );
  });
});

describe("R72 an input that does not fit", () => {
  it.each([
    ["probe", {}, "input", "input is missing; it must be a path."],
    ["probe", { input: 5 }, "input", "input is 5; it must be a path."],
    ["probe", { input: "a.mov", depth: 1 }, "depth", "depth is not known to probe; known are input."],
    ["check", { input: "a.mov", depth: "deep" }, "depth", 'depth is "deep"; it must be quick or full.'],
    ["job_progress", { job: "job-0123456789ab", waitSeconds: 16 }, "waitSeconds", "from 0 to 15"],
    ["job_result", { job: "../secret" }, "job", 'a handle such as "job-0123456789ab"'],
    ["start_variants", { input: "a.mov", variants: { hd: "blueray" } }, "variants.hd", "a preset's name"],
    ["convert", { input: "a.mov", onExists: "replace" }, "onExists", "one of fail, overwrite, skip, rename"],
    ["list_jobs", "all", "input", 'input is "all"; it must be an object.'],
  ])("%s %j is refused by the name of the field", async (name, input, key, message) => {
    const { isError, text, content } = await toolbox(temporaryFolder()).execute(name, input);
    expect(isError).toBe(true);
    expect(text).toContain(message);
    expect(content["error"]).toMatchObject({ code: "invalid-request", details: { key } });
  });

  it("names what is wrong inside a spec", async () => {
    const folder = temporaryFolder();
    const { text } = await toolbox(folder).execute("plan", {
      input: process.execPath,
      spec: { video: { crf: "low" } },
    });
    expect(text).toContain("outside the allowed folders");
    const box = toolbox(folder, { allowedFolders: ["/"] });
    const outcome = await box.execute("plan", { input: process.execPath, spec: { video: { crf: "low" } } });
    expect(outcome.text).toContain('spec.video.crf is "low"; it must be a number from 0 to 63.');
  });

  it("a tool that there is not is an outcome, too", async () => {
    const { isError, text } = await toolbox(temporaryFolder()).execute("rm", {});
    expect([isError, text]).toEqual([true, expect.stringContaining("There is no tool rm; there are probe,")]);
  });
});
