import { lookByFilter } from "./look-into.js";

export interface LoudnessSource {
  ffmpeg: string;
  source: string;
  /** Options before `-i`, such as a seek. */
  inputArguments: readonly string[];
  signal?: AbortSignal;
}

/**
 * The arguments with each `loudnorm` told what the sound measures, so that it changes the volume once and evenly instead
 * of following it (EBU R 128, two passes). Sound that cannot be measured, such as silence, is left to the one pass.
 */
export async function withMeasuredLoudness(args: readonly string[], from: LoudnessSource): Promise<string[]> {
  const measured: string[] = [];
  for (const [index, arg] of args.entries()) {
    const position = /^-filter:a:(\d+)$/.exec(args[index - 1] ?? "")?.[1];
    if (position === undefined || !arg.includes("loudnorm=")) measured.push(arg);
    else measured.push(await measureFilter(arg, audioSource(args, Number(position)), cutOf(args), from));
  }
  return measured;
}

/** The n-th mapped stream that is sound: what `-map` names before, the picture first. */
function audioSource(args: readonly string[], position: number): string {
  const maps = args.filter((_, index) => args[index - 1] === "-map");
  const hasPicture = args.includes("-c:v:0");
  return maps[position + (hasPicture ? 1 : 0)]!;
}

/** What the pass leaves out is not measured either. */
function cutOf(args: readonly string[]): string[] {
  return args.filter((arg, index) => [arg, args[index - 1]].some((each) => each === "-ss" || each === "-t"));
}

async function measureFilter(
  filter: string,
  stream: string,
  cut: readonly string[],
  { ffmpeg, source, inputArguments, signal }: LoudnessSource,
): Promise<string> {
  const analysis = filter.replace(/loudnorm=[^,]*/, (loudnorm) => `${loudnorm}:print_format=json`);
  const look = { source: stream, filters: ["-af", analysis, ...cut], inputArguments };
  const result = await lookByFilter(ffmpeg, { path: source, signal }, look);
  const values = readLoudness(result.errors);
  return values === undefined
    ? filter
    : filter.replace(/loudnorm=[^,]*/, (loudnorm) => `${loudnorm}:${values}:linear=true`);
}

/** The JSON at the end of loudnorm's report, as the options of its second pass. Pure. */
export function readLoudness(log: string): string | undefined {
  const json = /\{\s*"input_i"[^}]*\}/.exec(log)?.[0];
  if (json === undefined) return undefined;
  const said = JSON.parse(json) as Record<string, string>;
  const values = { I: "input_i", TP: "input_tp", LRA: "input_lra", thresh: "input_thresh" };
  const options = Object.entries(values).map(
    ([option, key]) => [`measured_${option}`, Number(said[key])] as const,
  );
  const offset = Number(said["target_offset"]);
  if (![...options.map(([, value]) => value), offset].every(Number.isFinite)) return undefined;
  return [...options.map(([option, value]) => `${option}=${value}`), `offset=${offset}`].join(":");
}
