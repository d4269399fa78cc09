/** What counts as nothing to see and nothing to hear. */
export interface Darkness {
  /** Of full brightness, from 0 to 1. */
  brightness: number;
  /** How much of a picture may be brighter, from 0 to 1. */
  part: number;
  /** In dBFS. */
  loudness: number;
}

/** Less than this nobody sees or hears; a little noise of an encoder is allowed. */
export const nothing: Darkness = { brightness: 0.04, part: 0.005, loudness: -75 };

/** More than this everybody sees or hears, and no right conversion takes it away. */
export const something: Darkness = { brightness: 0.15, part: 0.02, loudness: -45 };

/** The same for HDR, whose numbers are higher for the same light. */
export const somethingInHdr: Darkness = { ...something, brightness: 0.35 };

/** A stretch of time in seconds. */
export interface Stretch {
  from: number;
  to: number;
}

export interface DarkStretches {
  picture: Stretch[];
  /** One list a track. */
  tracks: Stretch[][];
}

// What is shorter is no silence: a wave passes zero all the time.
const shortestSilence = 0.1;

/** A filter that tells by its metadata where a picture is black. */
export function blackFilter({ brightness, part }: Darkness): string {
  return `blackdetect=d=0:pix_th=${brightness}:pic_th=${1 - part},metadata=print:file=-`;
}

/**
 * A filter that tells by its metadata where a track is silent. All tracks print into one pipe: the number of the track
 * takes the place of the time, which stands in the line before.
 */
export function silenceFilter({ loudness }: Darkness, track: number): string {
  const marks = ["start", "end"].map((event) => `ametadata=modify:key=lavfi.silence_${event}:value=${track}`);
  return [`silencedetect=noise=${loudness}dB:d=${shortestSilence}`, ...marks, "ametadata=print:file=-"].join(
    ",",
  );
}

/** Where there is nothing to see or to hear, by what these filters printed. What goes on to the end has none. Pure. */
export function readDarkStretches(printed: string, tracks: number): DarkStretches {
  const found: DarkStretches = { picture: [], tracks: Array.from({ length: tracks }, () => []) };
  let now = 0;
  for (const line of printed.split("\n")) {
    const time = /^frame:.*pts_time:(-?[\d.]+)/.exec(line)?.[1];
    if (time !== undefined) now = Number(time);
    const [, kind, event, value] = /^lavfi\.(black|silence)_(start|end)=(-?[\d.]+)/.exec(line) ?? [];
    if (kind === undefined) continue;
    const stretches = kind === "black" ? found.picture : found.tracks[Number(value)];
    if (event === "end") {
      const last = stretches?.at(-1);
      if (last) last.to = now;
    } else stretches?.push({ from: kind === "black" ? now : now - shortestSilence, to: Infinity });
  }
  return found;
}

/** How many seconds between `from` and `to` lie outside of these stretches. Pure. */
export function secondsOutside(stretches: readonly Stretch[], { from, to }: Stretch): number {
  const inside = stretches.reduce(
    (sum, each) => sum + Math.max(0, Math.min(each.to, to) - Math.max(each.from, from)),
    0,
  );
  return Math.max(0, to - from - inside);
}
