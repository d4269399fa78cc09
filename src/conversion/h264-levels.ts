/** Rec. ITU-T H.264, table A-1: what a decoder of a level must manage. */
interface Level {
  name: string;
  /** Macroblocks per second. */
  rate: number;
  /** Macroblocks per frame. */
  frame: number;
  /** Macroblocks in the decoded picture buffer. */
  buffer: number;
  /** Bits per second, Baseline and Main; High has a quarter more. */
  bitrate: number;
}

const levels: readonly Level[] = (
  [
    ["1.0", 1485, 99, 396, 64],
    ["1.1", 3000, 396, 900, 192],
    ["1.2", 6000, 396, 2376, 384],
    ["1.3", 11_880, 396, 2376, 768],
    ["2.0", 11_880, 396, 2376, 2000],
    ["2.1", 19_800, 792, 4752, 4000],
    ["2.2", 20_250, 1620, 8100, 4000],
    ["3.0", 40_500, 1620, 8100, 10_000],
    ["3.1", 108_000, 3600, 18_000, 14_000],
    ["3.2", 216_000, 5120, 20_480, 20_000],
    ["4.0", 245_760, 8192, 32_768, 20_000],
    ["4.1", 245_760, 8192, 32_768, 50_000],
    ["4.2", 522_240, 8704, 34_816, 50_000],
    ["5.0", 589_824, 22_080, 110_400, 135_000],
    ["5.1", 983_040, 36_864, 184_320, 240_000],
    ["5.2", 2_073_600, 36_864, 184_320, 240_000],
    ["6.0", 4_177_920, 139_264, 696_320, 240_000],
    ["6.1", 8_355_840, 139_264, 696_320, 480_000],
    ["6.2", 16_711_680, 139_264, 696_320, 800_000],
  ] as const
).map(([name, rate, frame, buffer, kilobits]) => ({ name, rate, frame, buffer, bitrate: kilobits * 1000 }));

export interface LevelNeed {
  width: number;
  height: number;
  framesPerSecond: number;
  /** Bits per second, at the peak. */
  bitrate?: number;
  isHigh: boolean;
}

/** The lowest level that holds the picture: a lower one would be a lie that decoders believe. */
export function lowestLevel({ width, height, framesPerSecond, bitrate = 0, isHigh }: LevelNeed): string {
  const frame = macroblocks(width, height);
  const fits = levels.find(
    (level) =>
      level.frame >= frame &&
      // A side may not be longer than the square root of eight times the frame size.
      Math.max(Math.ceil(width / 16), Math.ceil(height / 16)) <= Math.sqrt(level.frame * 8) &&
      level.rate >= frame * framesPerSecond &&
      level.bitrate * (isHigh ? 1.25 : 1) >= bitrate,
  );
  return (fits ?? levels.at(-1)!).name;
}

/**
 * Bits per second, at the peak, that a decoder of such pictures takes for certain: those of its level, which is 3.0 at the
 * least.
 *
 * @param asked the level that the result shall have, which is used where it holds the picture
 */
export function peakOf(need: Omit<LevelNeed, "bitrate">, asked?: string): number {
  const least = lowestLevel(need);
  const ordinary = compareLevels(least, "3.0") >= 0 ? least : "3.0";
  const used = asked !== undefined && compareLevels(asked, least) >= 0 ? asked : ordinary;
  const level = levels.find(({ name }) => compareLevels(name, used) >= 0) ?? levels.at(-1)!;
  return level.bitrate * (need.isHigh ? 1.25 : 1);
}

/** How many reference frames the level's buffer holds for this size. */
export function mostReferences(level: string, width: number, height: number): number {
  const buffer = levels.find(({ name }) => name === level)?.buffer ?? levels.at(-1)!.buffer;
  return Math.max(1, Math.min(16, Math.floor(buffer / macroblocks(width, height))));
}

/** `"4.1"` against `"4"`; positive when the first is higher. */
export function compareLevels(one: string, other: string): number {
  return Number(one) - Number(other);
}

function macroblocks(width: number, height: number): number {
  return Math.ceil(width / 16) * Math.ceil(height / 16);
}
