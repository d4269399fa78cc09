import { rename, rm, stat } from "node:fs/promises";
import { targetUnreachable } from "../conversion/index.js";

export interface TargetRun {
  /** Bytes. */
  most: number;
  output: string;
  /** Seconds of the result. */
  duration: number;
  /** The last pass, as it was run. */
  pass: readonly string[];
  /** Runs a last pass once more, to another file. */
  run: (pass: string[], output: string) => Promise<void>;
}

// x264 refuses to begin below some 15 kb/s.
const leastBitrate = 16_000;
// What uses less than this of its target was planned wrongly: sound often needs fewer bits than it is given.
const wellUsed = 0.94;
const aim = 0.985;

/**
 * Looks whether a result keeps to its target, and corrects it in one more pass: down when it is over, up when it leaves room
 * that the picture could use. The better one stays.
 *
 * @returns the arguments by which the result was made
 * @throws NemoError `target-unreachable` when it is over all the same, as a film of a few frames may be
 */
export async function meetTarget({ most, output, duration, pass, run }: TargetRun): Promise<string[]> {
  const { size } = await stat(output);
  const isOver = size > most;
  const isEnough = () =>
    pass.includes("-crf") || size >= most * wellUsed || isLimitedByQuality(pass, most - size, most, duration);
  if (!isOver && isEnough()) return [...pass];
  const corrected = withBitrate(pass, (rate) => rate + ((most * aim - size) * 8) / duration);
  if (!corrected) {
    if (isOver) throw targetUnreachable(most, size);
    return [...pass];
  }
  const second = `${output}.corrected`;
  try {
    await run(corrected, second);
    const { size: correctedSize } = await stat(second);
    if (correctedSize <= most) {
      await rename(second, output);
      return corrected;
    }
    if (isOver) throw targetUnreachable(most, correctedSize);
    return [...pass];
  } finally {
    await rm(second, { force: true });
  }
}

/** More is missing than the sound can have left over: the picture itself needed no more. */
function isLimitedByQuality(
  pass: readonly string[],
  missing: number,
  most: number,
  duration: number,
): boolean {
  const sound = pass.reduce(
    (sum, arg, at) => sum + (/^-b:a:\d+$/.test(pass[at - 1] ?? "") ? Number(arg) : 0),
    0,
  );
  return missing > (sound * duration) / 8 + most * (1 - wellUsed);
}

/** The same options with other bit rates for the picture; undefined where there is none, or too little is left. */
function withBitrate(args: readonly string[], change: (rate: number) => number): string[] | undefined {
  // Where quality decides, the maximum is what a limit is kept by.
  const option = args.includes("-b:v:0") ? "-b:v:0" : "-maxrate:v:0";
  const at = args.indexOf(option);
  if (at < 0) return undefined;
  const rate = Number(args[at + 1]);
  const wanted = change(rate);
  if (wanted < leastBitrate) return undefined;
  const rates = ["-b:v:0", "-maxrate:v:0", "-bufsize:v:0"];
  return args.map((arg, index) =>
    rates.includes(args[index - 1] ?? "") ? String(Math.floor((Number(arg) * wanted) / rate)) : arg,
  );
}
