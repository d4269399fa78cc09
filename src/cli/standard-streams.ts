import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileError, NemoError } from "../errors/index.js";
import type { StreamSource } from "../options/index.js";

/** What `-` stands for, as the input or the output. */
export const standardStream = "-";

/** Standard input as a source; it can be read once. */
export function standardInput(): StreamSource {
  let isRead = false;
  return {
    name: "stdin",
    open() {
      if (isRead) {
        throw new NemoError(
          "invalid-request",
          "Standard input can be read only once; write it to a file and name that.",
        );
      }
      isRead = true;
      return process.stdin;
    },
  };
}

/**
 * Runs `work` with a path of its own, and writes the file that is there then to standard output. A reader that closes it has
 * seen enough.
 *
 * @throws NemoError `disk-full` and others, for an output that is redirected to a file
 */
export async function toStandardOutput<Made>(work: (path: string) => Promise<Made>): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), "nemo-converter-"));
  try {
    const path = join(folder, "result.mp4");
    const made = await work(path);
    await pipeline(createReadStream(path), process.stdout, { end: false }).catch(refuseLoss);
    return made;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refuseLoss(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw fileError(error, "standard output", "Writing to");
}
