import type { MediaInfo } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";
import type { MediaLimits } from "../options/index.js";

/**
 * Refuses a file that claims more than a limit: what reads it would run out of memory, of time or of disk.
 *
 * @param complaints what ffprobe said of it, which does not tell the size of a picture that it refused by itself
 * @throws NemoError `unsupported-file`
 */
export function refuseExcess(
  path: string,
  info: MediaInfo,
  complaints: string,
  { pixels, seconds, streams }: MediaLimits,
): void {
  const { video, audio, subtitles, others = [] } = info;
  const count = video.length + audio.length + subtitles.length + others.length;
  if (count > streams) throw excess(path, "streams", count, streams);
  const refused = [...complaints.matchAll(/Picture size (\d+)x(\d+)/g)].map(([, width, height]) => ({
    width: Number(width),
    height: Number(height),
  }));
  for (const { width, height } of [...video, ...refused]) {
    if (width * height > pixels) throw excess(path, "pixels", `${width}x${height}`, pixels);
  }
  const lengths = [info, ...video, ...audio, ...subtitles].map(({ duration = 0 }) => duration);
  const longest = Math.max(...lengths);
  if (longest > seconds) throw excess(path, "seconds", Math.round(longest), seconds);
}

const said = {
  streams: (found: unknown, most: number) => `it has ${String(found)} streams; ${most} are the most`,
  pixels: (found: unknown, most: number) =>
    `its picture has ${String(found)} pixels; ${most} in all are the most`,
  seconds: (found: unknown, most: number) => `it lasts ${String(found)} seconds; ${most} are the most`,
};

function excess(path: string, limit: keyof typeof said, found: unknown, most: number): NemoError {
  const canBeRaised = limit !== "pixels";
  const message = `${path}: ${said[limit](found, most)}.`;
  return new NemoError("unsupported-file", message, {
    details: { path, limit: `mediaLimits.${limit}`, found, most },
    action: {
      kind: "convert-first",
      message: canBeRaised
        ? `If it really is so large, set \`mediaLimits: { ${limit}: … }\`; otherwise it is damaged or made to do harm.`
        : "Make the picture smaller first, if it really is so large; otherwise it is damaged or made to do harm.",
    },
  });
}

/** @throws NemoError `unsupported-file` always */
export function refuseEndless(path: string): never {
  throw new NemoError(
    "unsupported-file",
    `${path}: its header holds more chapters, tags or streams than can be taken.`,
    {
      details: { path },
      action: {
        kind: "convert-first",
        message: "Copy its streams into a new file without tags and chapters first.",
      },
    },
  );
}
