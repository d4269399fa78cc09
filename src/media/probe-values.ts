import { framesPerSecond } from "../conversion/index.js";

/** Values as ffprobe writes them. All pure. */

export function number(text: string | undefined): number | undefined {
  if (text === undefined || text === "N/A" || text === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** `00:00:05.013000000` to seconds. */
export function clock(text: string | undefined): number | undefined {
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? "");
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : undefined;
}

/** A language's tag; what is none, in a file that says anything, must not become part of a name or an argument. */
export function language(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 35 && /^[a-z\d]+(?:[-_][a-z\d]+)*$/i.test(text)
    ? text
    : undefined;
}

/** A sample aspect ratio; square where it is not known, or beyond reason. */
export function aspect(text: string | undefined): string {
  const match = /^(\d{1,9}):(\d{1,9})$/.exec(text ?? "");
  const value = match ? Number(match[1]) / Number(match[2]) : NaN;
  return match && value >= 0.01 && value <= 100 ? match[0] : "1:1";
}

export function ratio(sar: string): number {
  const [top, bottom] = sar.split(":").map(Number);
  return top! / bottom!;
}

// More than any camera of ours writes; what says so counts milliseconds, not frames.
const highestRate = 300;

/**
 * The rate at which frames come: the average where there is one, since `r_frame_rate` is only the finest grid on which all
 * time stamps lie.
 */
export function frameRate(stream: { r_frame_rate?: string; avg_frame_rate?: string; field_order?: string }): {
  frameRate: string;
  isVariableFrameRate: boolean;
} {
  const { r_frame_rate: grid = "0/0", avg_frame_rate: average = "0/0", field_order = "progressive" } = stream;
  const [gridRate, averageRate] = [framesPerSecond(grid), framesPerSecond(average)];
  const isGridUsable = gridRate > 0 && gridRate <= highestRate;
  if (averageRate === 0) {
    return isGridUsable
      ? { frameRate: simplified(grid), isVariableFrameRate: false }
      : { frameRate: "0/0", isVariableFrameRate: true };
  }
  // Interlaced streams count fields.
  const expected =
    !["progressive", "unknown"].includes(field_order) && gridRate > averageRate * 1.5
      ? gridRate / 2
      : gridRate;
  const differs = Math.abs(expected - averageRate) / averageRate > 0.01;
  // An average over a short clip is off by a frame; the grid is the exact rate then.
  if (!differs && isGridUsable && expected === gridRate)
    return { frameRate: simplified(grid), isVariableFrameRate: false };
  return { frameRate: simplified(average), isVariableFrameRate: differs };
}

/** `30/1` to `30`; what Matroska kept in whole nanoseconds back to NTSC's fraction. */
function simplified(rate: string): string {
  if (rate.endsWith("/1")) return rate.slice(0, -2);
  const value = framesPerSecond(rate);
  const whole = Math.round((value * 1001) / 1000);
  const isFraction = Math.abs(value - (whole * 1000) / 1001) / value < 0.0001;
  return isFraction && [24, 30, 48, 60, 120].includes(whole) ? `${whole}000/1001` : rate;
}
