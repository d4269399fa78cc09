import {
  blackFilter,
  type DarkStretches,
  type Darkness,
  readDarkStretches,
  silenceFilter,
  type Stretch,
} from "./dark-and-silent.js";
import { inputGuards, toFileUrl } from "./formats.js";
import { type Measuring, runMeasuring } from "./run-measuring.js";

export interface DarkLook {
  /** The number of the stream in its file. */
  picture?: number;
  /** The same of sound, and what it is mixed down to before it is listened to: left and right may cancel each other. */
  tracks: readonly { index: number; layout?: "mono" | "stereo" }[];
  /** Nothing else is looked at; on the clock of the file. */
  part: Stretch;
  limit: Darkness;
}

/** Where there is nothing to see or to hear in a part of a file; undefined where it could not be decoded. */
export async function findDark(
  path: string,
  { picture, tracks, part: { from, to }, limit }: DarkLook,
  measuring: Measuring,
): Promise<DarkStretches | undefined> {
  const part = `trim=${from}:${to}`;
  const args = [
    ...["-v", "error", ...inputGuards, "-i", toFileUrl(path)],
    ...(picture === undefined
      ? []
      : ["-map", `0:${picture}`, "-filter:v:0", `${part},${blackFilter(limit)}`]),
    ...tracks.flatMap(({ index, layout }, at) => [
      ...["-map", `0:${index}`, `-filter:a:${at}`],
      [
        `a${part}`,
        ...(layout === undefined ? [] : [`aformat=channel_layouts=${layout}`]),
        silenceFilter(limit, at),
      ].join(","),
    ]),
    ...["-f", "null", "-"],
  ];
  const { code, output } = await runMeasuring(measuring, args);
  return code === 0 ? readDarkStretches(output, tracks.length) : undefined;
}
