import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { builtFile } from "../support/built-package.js";
import { cameraClip } from "../support/clips.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { bundlers, startOf, writeApplication } from "./bundled-application.js";

const entries = { node: "index.js", browser: "browser/index.js" } as const;
const cases = (["Vite", "esbuild"] as const).flatMap((bundler) =>
  (["node", "browser"] as const).map((platform) => ({ bundler, platform })),
);

const importing = (names: string, platform: "node" | "browser") =>
  `import { ${names} } from ${JSON.stringify(builtFile(entries[platform]))};`;

describe.each(cases)("R1 an application for $platform, bundled by $bundler", ({ bundler, platform }) => {
  it("starts without the conversion domain and without what requests are made of, which wait until they are needed", async () => {
    const chunks = await bundlers[bundler](
      temporaryFolder(),
      `${importing("NemoConverter, NemoError", platform)} globalThis.app = [new NemoConverter(), NemoError];`,
      platform,
    );
    const start = startOf(chunks);
    const bytes = start.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    const code = start.map((chunk) => chunk.code).join("\n");
    const domain = "recommended upload encoding settings";
    expect(code).not.toContain(domain);
    expect(code).not.toContain("max-buffer-size-exceeded");
    expect(chunks.map((chunk) => chunk.code).join("\n")).toContain(domain);
    // Measured 16.6 to 19.0 kB; 36 are promised.
    expect(bytes).toBeLessThan(22_000);
  });

  it("has the functions of the domain in its start when it uses them", async () => {
    const chunks = await bundlers[bundler](
      temporaryFolder(),
      `${importing("NemoConverter, parseRequest, presets", platform)}
      globalThis.app = [new NemoConverter(), parseRequest("1080p"), presets];`,
      platform,
    );
    const start = startOf(chunks).map(({ code }) => code);
    expect(start.join("\n")).toContain("recommended upload encoding settings");
  });
});

describe.each(["Vite", "esbuild"] as const)("R1 an application bundled by %s", (bundler) => {
  it("reads a request and converts by it, with one NemoError for what is loaded now and later", async () => {
    const folder = temporaryFolder();
    const clip = await cameraClip(join(folder, "camera.mov"), 1);
    const chunks = await bundlers[bundler](
      folder,
      `${importing("NemoConverter, NemoError, parseRequest, translateGuiText", "node")}
      import { localBackend } from ${JSON.stringify(builtFile("local.js"))};
      const [clip, output] = process.argv.slice(2);
      await using nemo = new NemoConverter({ backend: localBackend() });
      const { spec } = parseRequest("240p");
      const converted = await nemo.convert(clip, { spec, output });
      const failure = await nemo.convert(clip + ".missing").catch((error) => error);
      console.log(JSON.stringify({
        spec,
        height: converted.output.video[0].height,
        isOne: failure instanceof NemoError && NemoError.isInstance(failure),
        code: failure.code,
        actions: translateGuiText("Click Export.").actions,
      }));`,
      "node",
    );
    const application = writeApplication(folder, chunks);
    const { stdout } = await promisify(execFile)(process.execPath, [
      application,
      clip,
      join(folder, "camera.mp4"),
    ]);
    expect(JSON.parse(stdout)).toEqual({
      spec: { video: { height: 240 } },
      height: 240,
      isOne: true,
      code: "source-missing",
      actions: [{ kind: "export", target: "Export" }],
    });
  });
});
