import { NemoError } from "../errors/index.js";
import { findBinary, readBuild } from "../media/index.js";
import type { MediaLimits } from "../options/index.js";
import type { ConverterContext } from "./context.js";

/** The binaries at hand; on the cloud's way a conversion does without. */
export interface Tools {
  ffmpeg?: string;
  ffprobe?: string;
  /** The most that a file may claim. */
  mediaLimits: MediaLimits;
}

/** @throws NemoError `ffmpeg-missing` where they cannot be done without: in process */
export async function findTools({ transport }: ConverterContext): Promise<Tools> {
  const { ffmpegPath, ffprobePath, localFiles, mediaLimits } = transport.options;
  const find = async (name: "ffmpeg" | "ffprobe") => {
    try {
      return (await findBinary(name, { ffmpegPath, ffprobePath })).path;
    } catch (error) {
      if (localFiles || !NemoError.isInstance(error) || error.code !== "ffmpeg-missing") throw error;
      return undefined;
    }
  };
  const [ffmpeg, ffprobe] = [await find("ffmpeg"), await find("ffprobe")];
  return { mediaLimits, ...(ffmpeg !== undefined && { ffmpeg }), ...(ffprobe !== undefined && { ffprobe }) };
}

/** What the embedded backend will want to know of ffmpeg is asked while ffprobe looks at the source. */
export function prepareBuild({ transport }: ConverterContext, { ffmpeg }: Tools): void {
  if (!transport.options.localFiles) return;
  // Whoever needs the answer asks again, and hears why there is none.
  readBuild({ ffmpegPath: ffmpeg }).catch(() => undefined);
}
