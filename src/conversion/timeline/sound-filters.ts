import type { AudioStream } from "../media-info.js";

export const sampleRate = 48_000;

/** How a timeline sounds: as its first clip with more than two channels, else in stereo. */
export interface SoundForm {
  layout: string;
  channels: number;
}

const surround: Readonly<Record<string, number>> = {
  "4.0": 4,
  "5.0": 5,
  "5.0(side)": 5,
  "5.1": 6,
  "5.1(side)": 6,
  "7.1": 8,
};

export function soundForm(streams: readonly AudioStream[]): SoundForm {
  const layout = streams.find(({ layout = "" }) => layout in surround)?.layout;
  return layout === undefined ? { layout: "stereo", channels: 2 } : { layout, channels: surround[layout]! };
}

export interface SoundPart {
  speed: number;
  volume: number;
  /** Samples of silence before it. */
  delay: number;
  /** Samples of the sound itself. */
  samples: number;
  /** Samples with what comes before and after it. */
  total: number;
}

/** The filters that bring a stream to so many samples in the form of the timeline; what is missing is silence. Pure. */
export function soundFilters(stream: AudioStream, form: SoundForm, part: SoundPart): string {
  const { speed, volume, delay, samples, total } = part;
  // Sound that begins late or has holes is filled up, so that it stays with its picture.
  const steady = "async=1:first_pts=0";
  // ffmpeg would spread one channel over two at 70 %; mixed down, loud sound would go beyond full scale.
  const formed =
    stream.channels === 1
      ? [`aresample=${sampleRate}:${steady}`, "aformat=sample_fmts=fltp", `pan=${spread(form)}`]
      : [
          `aresample=${sampleRate}:${steady}:rematrix_maxval=1.0:lfe_mix_level=0.7`,
          `aformat=sample_fmts=fltp:channel_layouts=${form.layout}`,
        ];
  return [
    ...formed,
    ...tempo(speed),
    ...(volume === 1 ? [] : [`volume=${volume}`]),
    "apad",
    `atrim=end_sample=${samples}`,
    ...(delay > 0 ? [`adelay=${Array(form.channels).fill(`${delay}S`).join("|")}`] : []),
    // amix would become louder where one of its inputs ends.
    ...(delay + samples === total ? [] : ["apad", `atrim=end_sample=${total}`]),
    "asetpts=N/SR/TB",
  ].join(",");
}

/** One channel becomes left and right, the others stay silent. */
function spread({ layout, channels }: SoundForm): string {
  const others = Array.from({ length: channels - 2 }, (_, index) => `c${index + 2}=0*c0`);
  return [layout, "c0=c0", "c1=c0", ...others].join("|");
}

/** Old builds change the tempo of one filter by a factor of two at most. */
function tempo(speed: number): string[] {
  if (speed === 1) return [];
  const steps = Math.ceil(Math.abs(Math.log2(speed)) - 1e-9);
  const each = Number((speed ** (1 / steps)).toFixed(8));
  return Array<string>(steps).fill(`atempo=${each}`);
}

export function silence({ layout }: SoundForm, samples: number): string {
  return `anullsrc=channel_layout=${layout}:sample_rate=${sampleRate},aformat=sample_fmts=fltp,atrim=end_sample=${samples}`;
}

/**
 * Sounds over each other at their own levels: amix divides by their number, which is made up for. What then exceeds full
 * scale is held back, for a player would clip it.
 */
export function mixing(count: number): string {
  const mix = `amix=inputs=${count}:duration=first:dropout_transition=0,volume=${count}`;
  return `${mix},alimiter=limit=0.98:level=false`;
}
