export interface Size {
  width: number;
  height: number;
}

/** A film that is put together: clips one after the other, sounds under them, titles over them. Times in seconds. */
export interface Montage {
  clips: TimelineClip[];
  sounds: TimelineSound[];
  titles: TimelineTitle[];
}

/** A part of a source, with its picture and its own sound. */
export interface TimelineClip {
  /** Its place among the sources. */
  source: number;
  /** Where in the source it begins. */
  from: number;
  /** How long it is shown. */
  duration: number;
  /** 2 is twice as fast. */
  speed: number;
  /** 1 leaves the sound as it is, 0 is silence. */
  volume: number;
  /** Clockwise. */
  rotate: 0 | 90 | 180 | 270;
  /** The aspect ratio that is cut out of the middle. */
  crop?: Size;
}

/** Music or another sound that is mixed under the film's own. */
export interface TimelineSound {
  source: number;
  from: number;
  /** When it sets in. */
  start: number;
  duration: number;
  volume: number;
}

export interface TimelineTitle {
  text: string;
  start: number;
  end: number;
  position: TitlePosition;
}

export type TitlePosition = (typeof titlePositions)[number];

export const titlePositions = [
  "center",
  "top",
  "bottom",
  "left",
  "right",
  "top-left",
  "top-right",
  "bottom-left",
  "bottom-right",
] as const;

/** What a renderer takes; beyond it a draft is refused. */
export const timelineLimits = {
  segments: 100,
  /** In seconds. */
  duration: 24 * 3600,
  slowest: 0.1,
  fastest: 16,
  loudest: 16,
  titleLength: 500,
} as const;
