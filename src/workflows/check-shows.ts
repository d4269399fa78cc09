import {
  type ConversionPlan,
  type ConversionSpec,
  isCover,
  mainVideo,
  type MediaInfo,
  type StreamInfo,
  type VerificationCheck,
} from "../conversion/index.js";
import {
  type DarkStretches,
  findDark,
  secondsOutside,
  something,
  somethingInHdr,
  type Stretch,
} from "../media/index.js";

/** What a result was made of, where it is here to be looked at. */
export interface Origin {
  path: string;
  info: MediaInfo;
  plan: ConversionPlan;
  spec: ConversionSpec;
}

interface Shown {
  output: MediaInfo;
  dark: DarkStretches;
  ffmpeg: string;
  signal?: AbortSignal;
}

// Of what is shorter a beginning and an end are all.
const shortest = 1;
// What is left of a stretch at its ends by the length of a packet.
const edge = 0.15;

/** What a file has to have for its picture and sound to be watched on the way. */
export function watchable(info: MediaInfo): { hasPicture: boolean; tracks: number } {
  const [first] = info.video;
  return { hasPicture: first !== undefined && first === mainVideo(info), tracks: info.audio.length };
}

/**
 * Whether a result in which there is nothing to see or to hear is so because its source is. The source is looked at only
 * then: most results show something.
 */
export async function checkShows(origin: Origin, shown: Shown): Promise<VerificationCheck[]> {
  const { output, dark } = shown;
  const picture = watchable(output).hasPicture ? output.video[0] : undefined;
  const isBlack = picture !== undefined && isAllDark(picture, dark.picture, output);
  const silent = output.audio.flatMap((track, at) =>
    isAllDark(track, dark.tracks[at] ?? [], output) ? [at] : [],
  );
  const lost = isBlack || silent.length > 0 ? await lostFrom(origin, shown, isBlack, silent) : [];
  const check = (name: string, isDark: boolean, word: string) => ({
    name,
    expected: lost.includes(name) || !isDark ? "something" : word,
    actual: isDark ? word : "something",
    ok: !lost.includes(name),
  });
  return [
    ...(picture ? [check("picture shows", isBlack, "all black")] : []),
    ...output.audio.map((_, at) => check(soundName(at), silent.includes(at), "all silent")),
  ];
}

const soundName = (track: number) => `audio ${track} sounds`;

function isAllDark(stream: StreamInfo, stretches: readonly Stretch[], file: MediaInfo): boolean {
  const whole = extent(stream, file);
  return whole.to - whole.from >= shortest && secondsOutside(stretches, whole) <= edge;
}

function extent({ start = 0, duration }: StreamInfo, file: MediaInfo): Stretch {
  return { from: start, to: start + (duration ?? Math.max(0, (file.duration ?? 0) - start)) };
}

/** The names of the checks that fail: where the source shows something for half a second, or half of a short part. */
async function lostFrom(
  { path, info, plan, spec: { trim } }: Origin,
  { output, ffmpeg, signal }: Shown,
  isBlack: boolean,
  silent: readonly number[],
): Promise<string[]> {
  const isKept = ({ index }: StreamInfo) =>
    plan.streams.some((each) => each.index === index && ["copy", "encode"].includes(each.action));
  const picture = info.video.find((stream) => isKept(stream) && !isCover(stream));
  const tracks = info.audio.filter(isKept);
  if (tracks.length !== output.audio.length || info.duration === undefined) return [];
  // What is shown at the very place of a cut may lie on its other side.
  const part = {
    from: trim?.start ? trim.start + edge : 0,
    to: trim?.end === undefined ? info.duration : trim.end - edge,
  };
  const heard = silent.map((at) => ({ stream: tracks[at]!, at }));
  const dark = await findDark(
    path,
    {
      ...(isBlack && picture && { picture: picture.index }),
      tracks: heard.map(({ stream, at }) => ({
        index: stream.index,
        ...mixOf(stream.channels, output.audio[at]!.channels),
      })),
      part,
      limit: picture?.hdr !== undefined ? somethingInHdr : something,
    },
    { ffmpeg, signal },
  );
  if (!dark) return [];
  const isShown = (stream: StreamInfo, stretches: readonly Stretch[]) => {
    const { from, to } = extent(stream, info);
    const within = { from: Math.max(from, part.from), to: Math.min(to, part.to) };
    const length = within.to - within.from;
    return length > edge && secondsOutside(stretches, within) >= Math.min(0.5, length / 2);
  };
  return [
    ...(isBlack && picture && isShown(picture, dark.picture) ? ["picture shows"] : []),
    ...heard.flatMap(({ stream, at }, position) =>
      isShown(stream, dark.tracks[position]!) ? [soundName(at)] : [],
    ),
  ];
}

function mixOf(before: number, after: number): { layout?: "mono" | "stereo" } {
  if (after >= before || after > 2) return {};
  return { layout: after === 1 ? "mono" : "stereo" };
}
