/** A frame rate as a fraction: 30000/1001 is no decimal number. */
export interface Rational {
  numerator: number;
  denominator: number;
}

// The rates of NTSC, which people write as decimals.
const broadcast: readonly [number, string][] = [
  [23.976, "24000/1001"],
  [29.97, "30000/1001"],
  [47.952, "48000/1001"],
  [59.94, "60000/1001"],
  [119.88, "120000/1001"],
];

/**
 * `30`, `"29.97"`, `"30000/1001"`, `"30fps"` to a whole number or a fraction in ffmpeg's form. Undefined for what is no
 * rate.
 */
export function parseFrameRate(input: number | string): number | string | undefined {
  const text = String(input)
    .trim()
    .replace(/\s*fps$/i, "");
  const fraction = /^(\d+)\s*\/\s*(\d+)$/.exec(text);
  if (fraction) {
    const [numerator, denominator] = [Number(fraction[1]), Number(fraction[2])];
    return isRate(numerator / denominator) ? simplest({ numerator, denominator }) : undefined;
  }
  if (!/^\d+(?:\.\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  if (!isRate(value)) return undefined;
  const ntsc = broadcast.find(([rate]) => Math.abs(rate - value) < 0.006);
  if (ntsc) return ntsc[1];
  return simplest({ numerator: Math.round(value * 1000), denominator: 1000 });
}

/** The rational of a string as ffprobe writes it; undefined for `0/0`. */
export function toRational(text: string): Rational | undefined {
  if (!/^\d{1,12}(?:\.\d{1,12})?(?:\/\d{1,12})?$/.test(text)) return undefined;
  const [numerator, denominator = 1] = text.split("/").map(Number);
  if (!numerator || !denominator) return undefined;
  return { numerator, denominator };
}

/** Frames per second; 0 where the rate is not known. */
export function framesPerSecond(rate: string): number {
  const rational = toRational(rate);
  return rational ? rational.numerator / rational.denominator : 0;
}

export function isSameRate(one: string, other: string): boolean {
  const [a, b] = [framesPerSecond(one), framesPerSecond(other)];
  return a > 0 && Math.abs(a - b) / a < 0.0005;
}

/** One frame in a thousand seconds is the least that is written in thousandths. */
function isRate(framesPerSecond: number): boolean {
  return framesPerSecond >= 0.001 && framesPerSecond <= 1000;
}

function simplest({ numerator, denominator }: Rational): number | string {
  const divisor = greatestCommonDivisor(numerator, denominator);
  const [top, bottom] = [numerator / divisor, denominator / divisor];
  return bottom === 1 ? top : `${top}/${bottom}`;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
