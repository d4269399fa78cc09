import { abortedError, NemoError } from "../errors/index.js";
import type { Build } from "./build.js";
import { runChild } from "./child.js";

const tried = new Map<string, Promise<string | undefined>>();

/** What every build has that was made with it: none was ever seen that lists it and cannot run it. */
const trusted = new Set(["copy", "libx264"]);

/**
 * An encoder that is listed may be dead all the same: its library or its device is missing. One frame tells, once for
 * each build in the life of this process.
 *
 * @throws NemoError `ffmpeg-missing`
 */
export async function checkEncoder(
  args: readonly string[],
  { path, version }: Build,
  signal: AbortSignal | undefined,
): Promise<void> {
  const encoder = args[args.indexOf("-c:v:0") + 1];
  if (!args.includes("-c:v:0") || encoder === undefined || trusted.has(encoder)) return;
  const key = JSON.stringify([path, encoder]);
  let trial = tried.get(key);
  if (!trial) {
    trial = tryEncoder(path, encoder, signal);
    tried.set(key, trial);
    trial.catch(() => tried.delete(key));
  }
  const problem = await trial;
  if (problem === undefined) return;
  throw new NemoError(
    "ffmpeg-missing",
    `${path} (${version}) lists ${encoder}, but it does not work: ${problem} Install an ffmpeg in which it does, or choose another codec.`,
    { details: { encoder, path, version, problem } },
  );
}

/** What is wrong with it; undefined when it encodes. */
async function tryEncoder(
  ffmpeg: string,
  encoder: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const input = ["-f", "lavfi", "-i", "color=black:size=256x144:rate=25:duration=0.04"];
  const output = ["-pix_fmt", "yuv420p", "-c:v", encoder, "-strict", "experimental", "-f", "null", "-"];
  const result = await runChild(ffmpeg, ["-nostdin", "-v", "error", ...input, ...output], { signal });
  if (result.wasAborted) throw abortedError(signal!);
  if (result.code === 0) return undefined;
  return result.errors.trim().split("\n")[0] || `exit code ${result.code}.`;
}
