import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build, type BuildResult } from "esbuild";
import { describe, expect, it } from "vitest";
import { importsOf } from "../architecture/source-files.js";
import { installPackage } from "./installed-package.js";

const installed = installPackage();

/** As an application's bundler does it. */
function bundle(contents: string): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    stdin: { contents, resolveDir: installed.folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "iife",
    globalName: "app",
    logLevel: "silent",
  });
}

// What a browser has, as far as the package uses it. No process, no Buffer, no require.
const browserGlobals = {
  ...{ fetch, Request, Response, Headers, FormData, Blob, URL, URLSearchParams, TextEncoder, TextDecoder },
  ...{ AbortController, AbortSignal, DOMException, ReadableStream, TransformStream, Event, EventTarget },
  ...{ setTimeout, clearTimeout, queueMicrotask, structuredClone, crypto, console, performance, JSON },
};

interface App {
  root: {
    NemoConverter: new (options: object) => { credits: { balance(): Promise<unknown> } };
    parseRequest(text: string): { spec: unknown };
  };
}

describe("R1 the root entry in a browser", () => {
  it("bundles without leaving anything of Node or of another package", async () => {
    const { outputFiles, metafile, warnings } = await bundle('export * as root from "nemo-converter";');
    const inputs = Object.entries(metafile.inputs).filter(([path]) => path !== "<stdin>");
    expect(inputs.filter(([path]) => !path.includes("node_modules/nemo-converter/dist/browser/"))).toEqual(
      [],
    );
    expect(inputs.flatMap(([, { imports }]) => imports.filter(({ external }) => external))).toEqual([]);
    // Read as code: a script for a child process, which is a string, may well say require("node:fs").
    expect(importsOf("bundle.js", outputFiles[0]!.text)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it("runs where there is no Node", async () => {
    const { outputFiles } = await bundle('export * as root from "nemo-converter";');
    const context = createContext({ ...browserGlobals });
    runInContext(outputFiles[0]!.text, context);
    const { root } = runInContext("app", context) as App;
    const asked: string[] = [];
    const nemo = new root.NemoConverter({
      token: "token",
      fetch: (request: Request) => {
        asked.push(request.url);
        return Promise.resolve(Response.json({ code: 0, data: { available: 80, frozen: 20, total: 100 } }));
      },
    });
    await expect(nemo.credits.balance()).resolves.toEqual({ available: 80, frozen: 20, total: 100 });
    expect(asked).toHaveLength(1);
    expect(root.parseRequest("1080p").spec).toMatchObject({ video: { height: 1080 } });
  });

  it("leaves out what is not used", async () => {
    const { outputFiles } = await bundle('export { NemoError } from "nemo-converter";');
    expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThan(4000);
  });
});
