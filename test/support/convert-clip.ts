import { basename, join } from "node:path";
import type { ConversionResult, ConvertOptions } from "../../src/index.js";
import { inProcess } from "./converters.js";
import { makeClip, sharedFolder } from "./clips.js";
import { streamsOf } from "./look.js";

export interface Converted {
  result: ConversionResult;
  path: string;
  /** As ffprobe gives them. */
  streams: Record<string, unknown>[];
  video: Record<string, unknown>;
}

/** A folder for a test file's clips, and how to make and convert them in process. */
export function workshop() {
  const folder = sharedFolder();
  return {
    folder,
    clip: (name: string, ...args: string[]) => makeClip(join(folder, name), ...args),
    convert: async (source: string, options: ConvertOptions = {}): Promise<Converted> => {
      const output = join(folder, `${basename(source)}.${crypto.randomUUID()}.mp4`);
      const result = await inProcess().convert(source, { output, ...options });
      const streams = await streamsOf(result.path);
      const video = streams.find(({ codec_type }) => codec_type === "video") ?? {};
      return { result, path: result.path, streams, video };
    },
  };
}

export const lavfi = (graph: string): string[] => ["-f", "lavfi", "-i", graph];
export const x264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
export const x265 = ["-c:v", "libx265", "-preset", "ultrafast"];
