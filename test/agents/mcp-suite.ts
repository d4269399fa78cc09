import { copyFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "@modelcontextprotocol/sdk/types.js";
import { beforeAll, describe, expect, it } from "vitest";
import { type McpCaller, slowClip, slowly, untilEncoding, untilJob } from "../support/agents.js";
import { cameraClip, ffprobeJson, sharedFolder } from "../support/clips.js";
import { untilNoProcessNames } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** What holds for the official client over any transport. `connect` serves `folder`, in which it is the only allowed one. */
export function mcpSuite(over: string, connect: (folder: string) => Promise<McpCaller>): void {
  const clips = sharedFolder();
  let camera: string;
  let slow: string;
  beforeAll(async () => {
    camera = await cameraClip(join(clips, "camera.mov"), 1);
    slow = await slowClip(join(clips, "slow.avi"));
  });

  async function workplace(source: string, name: string) {
    const folder = temporaryFolder();
    const clip = join(folder, name);
    await copyFile(source, clip);
    return { folder, clip, mcp: await connect(folder) };
  }

  describe(`R72 the official client ${over}`, () => {
    it("converts a file and sees its progress", async () => {
      const { folder, clip, mcp } = await workplace(camera, "clip.mov");
      const told: Progress[] = [];
      const input = { input: clip, request: "180p", receipt: true };
      const outcome = await mcp.call("convert", input, { onprogress: (progress) => told.push(progress) });
      const path = join(folder, "clip.mp4");
      expect(outcome).toMatchObject({
        isError: false,
        content: {
          state: "done",
          files: [{ path, video: { codec: "h264", height: 180 }, verification: { ok: true } }],
        },
      });
      expect(outcome.text).toContain(`Wrote ${path}`);
      expect((await ffprobeJson(path)).streams[0]).toMatchObject({ codec_name: "h264", height: 180 });
      const numbers = told.map(({ progress }) => progress);
      expect(numbers.length).toBeGreaterThan(1);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      const { resources } = await mcp.client.listResources();
      const receipt = resources.find(({ uri }) => uri.includes("/receipts/"))!;
      const { contents } = await mcp.client.readResource({ uri: receipt.uri });
      expect(JSON.parse((contents[0] as { text: string }).text)).toMatchObject({ verdict: { ok: true } });
    });

    it("cancels a job, which leaves nothing", async () => {
      const { folder, clip, mcp } = await workplace(slow, "slow.avi");
      const { content } = await mcp.call("start_conversion", { input: clip, spec: slowly });
      const job = content["job"];
      await untilEncoding(clip);
      expect((await mcp.call("cancel_job", { job })).content).toMatchObject({ state: "cancelled" });
      await untilNoProcessNames(clip, 10_000);
      expect(readdirSync(folder).filter((name) => /slow/.test(name))).toEqual(["slow.avi"]);
    });

    it("ends a conversion by cancelling the call", async () => {
      const { clip, mcp } = await workplace(slow, "slow.avi");
      const controller = new AbortController();
      const call = mcp.call("convert", { input: clip, spec: slowly }, { signal: controller.signal });
      const refused = expect(call).rejects.toThrow("enough");
      await untilEncoding(clip);
      controller.abort("enough");
      await refused;
      const ask = async () => {
        const { content } = await mcp.call("list_jobs");
        return { content: (content["jobs"] as Record<string, unknown>[])[0]! };
      };
      await untilJob(ask, ({ state }) => state === "cancelled");
      await untilNoProcessNames(clip, 10_000);
    });

    it("is refused outside the allowed folders, with what to do instead", async () => {
      const { folder, clip, mcp } = await workplace(camera, "clip.mov");
      const outside = temporaryFolder();
      for (const input of [
        { input: join(outside, "..", "clip.mov") },
        { input: clip, output: join(outside, "out.mp4") },
      ]) {
        const outcome = await mcp.call("convert", input);
        expect(outcome.isError).toBe(true);
        expect(outcome.text).toContain(`outside the allowed folders (${folder})`);
        expect(outcome.content["error"]).toMatchObject({
          code: "invalid-request",
          action: { message: expect.stringContaining(folder) as string },
        });
      }
      expect(readdirSync(outside)).toEqual([]);
    });

    it("finds tools, presets and prompts", async () => {
      const { clip, mcp } = await workplace(camera, "clip.mov");
      expect(mcp.client.getServerVersion()).toMatchObject({ name: "nemo-converter" });
      expect(mcp.client.getInstructions()).toContain("start_conversion");
      const { tools } = await mcp.client.listTools();
      expect(tools.find(({ name }) => name === "probe")?.annotations?.readOnlyHint).toBe(true);
      const { contents } = await mcp.client.readResource({ uri: "nemo-converter://presets" });
      expect(JSON.parse((contents[0] as { text: string }).text)).toHaveProperty("youtube");
      const { prompts } = await mcp.client.listPrompts();
      expect(prompts.map(({ name }) => name)).toContain("convert-for");
      const prompt = await mcp.client.getPrompt({
        name: "convert-for",
        arguments: { file: clip, preset: "youtube" },
      });
      expect(JSON.stringify(prompt.messages)).toContain("with the preset youtube");
    });

    it("is told of tools, resources and prompts that there are not", async () => {
      const { mcp } = await workplace(camera, "clip.mov");
      await expect(mcp.call("rm")).rejects.toThrow("There is no tool rm");
      for (const uri of [
        "nemo-converter://nothing",
        "nemo-converter://jobs/job-0123456789ab",
        "file:///etc/passwd",
      ]) {
        await expect(mcp.client.readResource({ uri })).rejects.toThrow("There is no");
      }
      await expect(mcp.client.getPrompt({ name: "shrink", arguments: { file: "a" } })).rejects.toThrow(
        "needs size",
      );
    });
  });
}
