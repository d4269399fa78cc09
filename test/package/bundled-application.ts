import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build as buildWithEsbuild } from "esbuild";
import { build as buildWithVite, type Rolldown } from "vite";

/** A file of a bundled application. */
export interface Chunk {
  name: string;
  code: string;
  isEntry: boolean;
  /** The files that are loaded together with it. */
  imports: string[];
}

type Bundler = (folder: string, code: string, platform: "node" | "browser") => Promise<Chunk[]>;

/** What an application's own bundlers make of `code`, minified and in chunks, in `folder`. */
export const bundlers: Record<"Vite" | "esbuild", Bundler> = {
  async Vite(folder, code, platform) {
    const input = entryIn(folder, code);
    const { output } = (await buildWithVite({
      configFile: false,
      logLevel: "error",
      root: folder,
      ssr: { noExternal: true },
      build: {
        ...{ ssr: platform === "node", write: false, minify: true, target: "es2022" },
        rolldownOptions: { input },
      },
    })) as Rolldown.RolldownOutput;
    return output
      .filter((part) => part.type === "chunk")
      .map(({ fileName: name, code: text, isEntry, imports }) => ({ name, code: text, isEntry, imports }));
  },

  async esbuild(folder, code, platform) {
    const { metafile, outputFiles } = await buildWithEsbuild({
      ...{ entryPoints: [entryIn(folder, code)], absWorkingDir: folder, outdir: "out", metafile: true },
      ...{
        bundle: true,
        splitting: true,
        minify: true,
        format: "esm",
        platform,
        write: false,
        target: "es2022",
      },
      logLevel: "error",
    });
    return outputFiles.map(({ path, text }) => {
      const { entryPoint, imports } = metafile.outputs[`out/${basename(path)}`]!;
      const together = imports.filter(({ kind, external }) => kind === "import-statement" && !external);
      return {
        ...{ name: basename(path), code: text, isEntry: entryPoint === "application.mjs" },
        imports: together.map((file) => basename(file.path)),
      };
    });
  },
};

/** The entry with all that it imports at once: what is loaded before the application does anything. */
export function startOf(chunks: Chunk[]): Chunk[] {
  const loaded = new Set<Chunk>();
  const pending = chunks.filter(({ isEntry }) => isEntry);
  for (let chunk = pending.pop(); chunk; chunk = pending.pop()) {
    if (loaded.has(chunk)) continue;
    loaded.add(chunk);
    const { imports } = chunk;
    pending.push(...chunks.filter(({ name }) => imports.includes(name)));
  }
  return [...loaded];
}

/** Writes the chunks into `folder` and gives the entry's path. */
export function writeApplication(folder: string, chunks: Chunk[]): string {
  const out = join(folder, "out");
  for (const { name, code } of chunks) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), code);
  }
  writeFileSync(join(out, "package.json"), '{ "type": "module" }');
  return join(out, chunks.find(({ isEntry }) => isEntry)!.name);
}

function entryIn(folder: string, code: string): string {
  const path = join(folder, "application.mjs");
  writeFileSync(path, code);
  return path;
}
