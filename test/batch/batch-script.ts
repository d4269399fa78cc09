import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtFile } from "../support/built-package.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** A program that converts one folder into another with the built package, and says when it begins and what came of it. */
export function batchScript(): string {
  const path = join(temporaryFolder(), "batch.mjs");
  writeFileSync(
    path,
    `import { NemoConverter } from ${JSON.stringify(builtFile("index.js"))};
     import { localBackend } from ${JSON.stringify(builtFile("local.js"))};
     const [from, to] = process.argv.slice(2);
     const nemo = new NemoConverter({ backend: localBackend() });
     console.log("begun");
     const { done, skipped, failed } = await nemo.batch(from, { output: to }).summary;
     console.log(JSON.stringify({ done, skipped, failed }));
     await nemo.close();`,
  );
  return path;
}
