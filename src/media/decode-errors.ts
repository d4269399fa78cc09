/** What a decode complains of, counted by stream. Keeps nothing but the counts and the first line of each. */
export interface Complaint {
  /** Undefined where ffmpeg does not say. */
  stream?: number;
  count: number;
  /** The first line. */
  first: string;
}

interface Track {
  index: number;
  codec: string;
}

// What the null muxer says of time stamps is about nothing that is in the file.
const harmless = /^\[null @|non.monoton|Timestamps are unset|^\s*Last message repeated/;

/** Reads ffmpeg's standard error as it comes. `tracks` are those of the file; a codec that only one has names it. */
export class DecodeErrors {
  readonly #tracks: readonly Track[];
  readonly #found = new Map<number | undefined, Complaint>();
  #rest = "";

  constructor(tracks: readonly Track[]) {
    this.#tracks = tracks;
  }

  read(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#add(line.trim());
  }

  /** What was found, the last line included, most first. */
  end(): Complaint[] {
    this.read("\n");
    return [...this.#found.values()].sort((one, other) => other.count - one.count);
  }

  #add(line: string): void {
    if (line === "" || harmless.test(line)) return;
    const stream = this.#streamOf(line);
    const known = this.#found.get(stream);
    if (known) known.count += 1;
    else
      this.#found.set(stream, {
        ...(stream !== undefined && { stream }),
        count: 1,
        first: withoutAddress(line),
      });
  }

  /**
   * `Error while decoding stream #0:1: …` (to 6.0), `[vist#0:1/h264 @ 0x…] …` (since), `[h264 @ 0x…] …`, and of the demuxer
   * `stream 1, offset 0x175f2: partial file`.
   */
  #streamOf(line: string): number | undefined {
    const numbered = /#0:(\d+)/.exec(line)?.[1] ?? /\] stream (\d+), offset/.exec(line)?.[1];
    if (numbered !== undefined) return Number(numbered);
    const codec = /^\[(\w+) @ /.exec(line)?.[1];
    const named = this.#tracks.filter((track) => isDecoderOf(track.codec, codec));
    return named.length === 1 ? named[0]!.index : undefined;
  }
}

/** Decoders may be called after their library (`libdav1d` for av1) or have a suffix (`mp3float`). */
function isDecoderOf(codec: string, decoder: string | undefined): boolean {
  if (decoder === undefined) return false;
  return decoder.startsWith(codec) || (codec === "av1" && /dav1d|aom|gav1/.test(decoder));
}

function withoutAddress(line: string): string {
  return line.replace(/ @ 0x[0-9a-f]+\]/, "]");
}
