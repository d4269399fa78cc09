/** What of a source is kept, in seconds. */
export interface CueWindow {
  /** What becomes 0. */
  start: number;
  end: number;
  /** Seconds that the given times are behind the source's. */
  offset: number;
}

const event = /^(Dialogue: [^,]*,)([^,]+),([^,]+),(.*)$/;

/**
 * Subtitles in ASS as they are shown in a part of the film: those on screen at its beginning or its end are shown up to
 * there, those outside are left out. Pure.
 */
export function cutCues(ass: string, { start, end, offset }: CueWindow): string {
  const lines = ass.split(/\r?\n/).flatMap((line) => {
    const [, head, from, to, rest] = event.exec(line) ?? [];
    if (head === undefined) return [line];
    const shown = Math.max(0, readClock(from!) + offset - start);
    const gone = Math.min(end, readClock(to!) + offset) - start;
    return gone > shown ? [`${head}${clock(shown)},${clock(gone)},${rest}`] : [];
  });
  return lines.join("\n");
}

/** ffmpeg writes times before 0 with a sign at each part: `0:00:-2.-97`. */
function readClock(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0, hundredths = 0] = text.split(/[:.]/).map(Number);
  return hours * 3600 + minutes * 60 + seconds + hundredths / 100;
}

function clock(time: number): string {
  const hundredths = Math.round(time * 100);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const [hours, rest] = [Math.floor(hundredths / 360_000), hundredths % 360_000];
  return `${hours}:${two(rest / 6000)}:${two((rest % 6000) / 100)}.${two(rest % 100)}`;
}
