import { lookByProbe } from "../look-into.js";
import type { MadePiece } from "./join-arguments.js";
import { pieceOffset } from "./piece-arguments.js";

/** How many frames a piece's file has, and from when to when, in its own seconds. */
export async function measurePiece(
  path: string,
  { ffprobe, signal }: { ffprobe: string; signal?: AbortSignal },
): Promise<Omit<MadePiece, "name">> {
  const { packets = [] } = await lookByProbe<{ packets: { pts_time?: string }[] }>(
    ffprobe,
    { path, signal },
    [...["-select_streams", "v:0", "-show_entries", "packet=pts_time"]],
  );
  const times = packets.map(({ pts_time }) => Number(pts_time) - pieceOffset).sort((a, b) => a - b);
  return { frames: times.length, first: times[0] ?? 0, last: times.at(-1) ?? 0 };
}
