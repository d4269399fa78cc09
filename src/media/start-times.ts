import { abortedError } from "../errors/index.js";
import { runChild } from "./child.js";
import { probeGuards, toFileUrl } from "./formats.js";

/** When a file and its streams begin, on the file's own clock, in seconds. */
export interface StartTimes {
  file: number;
  streams: ReadonlyMap<number, number>;
}

export async function readStartTimes(
  path: string,
  { ffprobe, signal }: { ffprobe: string; signal?: AbortSignal },
): Promise<StartTimes> {
  const show = ["-show_entries", "format=start_time:stream=index,start_time", "-print_format", "json"];
  const result = await runChild(ffprobe, ["-v", "error", ...probeGuards, ...show, toFileUrl(path)], {
    signal,
  });
  if (result.wasAborted) throw abortedError(signal!);
  if (result.code !== 0) return { file: 0, streams: new Map() };
  const { format, streams = [] } = JSON.parse(result.output) as {
    format?: { start_time?: string };
    streams?: { index: number; start_time?: string }[];
  };
  return {
    file: seconds(format?.start_time) ?? 0,
    streams: new Map(
      streams.flatMap(({ index, start_time }) => {
        const start = seconds(start_time);
        return start === undefined ? [] : [[index, start] as const];
      }),
    ),
  };
}

function seconds(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && Number.isFinite(value) ? value : undefined;
}
