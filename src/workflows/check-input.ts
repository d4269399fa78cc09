import { stat } from "node:fs/promises";
import { NemoError, throwIfAborted } from "../errors/index.js";
import { type CheckReport, checkReport, presetNames, type PresetName } from "../conversion/index.js";
import { emptyFinding } from "../media/index.js";
import { localPath } from "../modules/later.js";
import type { MediaInput } from "../options/index.js";
import { checkLocalFile } from "./check-local-file.js";
import type { ConverterContext } from "./context.js";
import { withLocalFile } from "./with-local-file.js";

/** How a file is checked. */
export interface CheckOptions {
  /**
   * `"quick"` compares what the header promises with the packets that are there; `"full"` decodes every frame, too, which
   * takes about a tenth to a quarter of the time of a conversion.
   * @default "quick"
   */
  depth?: "quick" | "full";
  /** Also tells what the place that this preset is meant for would encode again or not take. */
  preset?: PresetName;
  signal?: AbortSignal;
}

/** What is wrong with an input. See `NemoConverter.check`. */
export async function checkInput(
  context: ConverterContext,
  input: MediaInput,
  { depth = "quick", preset, signal }: CheckOptions = {},
): Promise<CheckReport> {
  throwIfAborted(signal);
  refuseUnknown("depth", depth, ["quick", "full"]);
  if (preset !== undefined) refuseUnknown("preset", preset, presetNames);
  if (await isEmpty(input)) return checkReport([emptyFinding], depth);
  const { ffmpegPath, ffprobePath, mediaLimits } = context.transport.options;
  return withLocalFile(context, input, signal, (path, name) =>
    checkLocalFile(context, path, {
      ...{ ffmpegPath, ffprobePath, mediaLimits, depth, preset, signal },
      name: isNameless(input) ? "" : name,
    }),
  );
}

function refuseUnknown(key: string, value: string, known: readonly string[]): void {
  if (known.includes(value)) return;
  throw new NemoError("invalid-request", `There is no ${key} "${value}"; there are ${known.join(", ")}.`, {
    details: { key, value, known },
  });
}

/** A Blob that is no File was given a name by us. */
function isNameless(input: MediaInput): boolean {
  return input instanceof Blob && !("name" in input);
}

/** Nothing is a finding here, where every other workflow refuses it. */
async function isEmpty(input: MediaInput): Promise<boolean> {
  if (typeof input === "string" || input instanceof URL) {
    const path = localPath(input);
    const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
    return found?.isFile() === true && found.size === 0;
  }
  return input?.size === 0;
}
