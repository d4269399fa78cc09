/** How far ffmpeg has come, from its `-progress` output. */
export interface FfmpegProgress {
  /** Seconds of the result. */
  time: number;
  /** Seconds of the result a second; missing until there is a figure. */
  speed?: number;
  bytes?: number;
  frames?: number;
}

/** Reads `-progress` lines as they come; each block ends with a line `progress=…`. Pure but for what it holds back. */
export class ProgressLines {
  #rest = "";
  #block: Record<string, string> = {};

  /** The last complete block of this piece, if it had one. */
  read(text: string): FfmpegProgress | undefined {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    let last: FfmpegProgress | undefined;
    for (const line of lines) {
      const at = line.indexOf("=");
      if (at < 0) continue;
      const key = line.slice(0, at);
      this.#block[key] = line.slice(at + 1).trim();
      if (key !== "progress") continue;
      last = toProgress(this.#block);
      this.#block = {};
    }
    return last;
  }
}

function toProgress(block: Record<string, string>): FfmpegProgress {
  // `out_time_ms` is in microseconds too; old builds have no other.
  const microseconds = number(block["out_time_us"]) ?? number(block["out_time_ms"]) ?? 0;
  const speed = number(block["speed"]?.replace(/x$/, ""));
  const bytes = number(block["total_size"]);
  const frames = number(block["frame"]);
  return {
    time: Math.max(0, microseconds / 1e6),
    ...(speed !== undefined && speed > 0 && { speed }),
    ...(bytes !== undefined && { bytes }),
    ...(frames !== undefined && { frames }),
  };
}

function number(text: string | undefined): number | undefined {
  if (text === undefined || text === "" || text === "N/A") return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
