import { abortedError } from "../errors/index.js";
import type { Contents, Extent } from "../conversion/index.js";
import { runChild } from "./child.js";
import { ffmpegError } from "./ffmpeg-error.js";
import { probeGuards, toFileUrl } from "./formats.js";

interface PlayedExtent extends Extent {
  /** When the last packet ends that is shown: an edit list may leave out what is there. */
  shown: number;
}

interface PlayedContents extends Contents {
  extents: ReadonlyMap<number, PlayedExtent>;
}

/**
 * Reads all packets of a file, without decoding them.
 *
 * @throws NemoError `aborted`; `ffmpeg-failed` when ffprobe was killed
 */
export async function readExtents(
  ffprobe: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<PlayedContents> {
  const extents = new Map<number, PlayedExtent>();
  let rest = "";
  const onOutput = (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) addPacket(extents, line);
  };
  const shown = "packet=stream_index,pts_time,dts_time,duration_time,flags";
  const args = ["-v", "error", ...probeGuards, "-show_entries", shown, "-of", "csv=p=0", toFileUrl(path)];
  const result = await runChild(ffprobe, args, { signal, onOutput });
  if (result.wasAborted) throw abortedError(signal!);
  if (result.signal !== null) throw ffmpegError("ffprobe", path, result);
  return { extents, isCut: /partial file|File ended prematurely/.test(result.errors) };
}

/** `0,1.023000,0.983000,0.033000,K__`; an AVI's frames may have no other time than that of their decoding. */
function addPacket(extents: Map<number, PlayedExtent>, line: string): void {
  const fields = line.split(",");
  const [index, pts, dts, length] = fields.map(Number);
  if (index === undefined || !Number.isInteger(index) || line === "") return;
  const extent = extents.get(index) ?? {
    packets: 0,
    first: Infinity,
    last: -Infinity,
    shown: -Infinity,
    total: 0,
  };
  extents.set(index, extent);
  extent.packets += 1;
  const seconds = Number.isFinite(length) ? length! : 0;
  extent.total += seconds;
  const start = Number.isFinite(pts) ? pts! : dts!;
  if (!Number.isFinite(start)) return;
  extent.first = Math.min(extent.first, start);
  extent.last = Math.max(extent.last, start + seconds);
  // What an edit list leaves out is there, and never shown.
  if (!fields[4]?.includes("D")) extent.shown = Math.max(extent.shown, start + seconds);
}
