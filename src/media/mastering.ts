import type { VideoStream } from "../conversion/index.js";

/** A piece of a frame's side data, as ffprobe writes it. */
export interface SideData {
  side_data_type?: string;
  max_content?: number;
  max_average?: number;
  [key: string]: unknown;
}

const chromaticityUnit = 50_000;
const luminanceUnit = 10_000;

/** The mastering display and the light levels of HDR10, in the words of x265. Pure. */
export function readMastering(sideData: readonly SideData[]): VideoStream["mastering"] {
  const ofType = (type: RegExp) => sideData.find(({ side_data_type }) => type.test(side_data_type ?? ""));
  const display = displayOf(ofType(/^Mastering display/));
  const light = ofType(/^Content light level/);
  const maxCll = light && `${light.max_content ?? 0},${light.max_average ?? 0}`;
  if (display === undefined && maxCll === undefined) return undefined;
  return { ...(display !== undefined && { display }), ...(maxCll !== undefined && { maxCll }) };
}

function displayOf(data: SideData | undefined): string | undefined {
  if (!data) return undefined;
  const value = (key: string, unit: number) => {
    const [top, bottom = 1] = String(data[key]).split("/").map(Number);
    return Math.round((top! / bottom) * unit);
  };
  const point = (name: string) =>
    `(${value(`${name}_x`, chromaticityUnit)},${value(`${name}_y`, chromaticityUnit)})`;
  const light = `(${value("max_luminance", luminanceUnit)},${value("min_luminance", luminanceUnit)})`;
  const text = `G${point("green")}B${point("blue")}R${point("red")}WP${point("white_point")}L${light}`;
  return text.includes("NaN") ? undefined : text;
}
