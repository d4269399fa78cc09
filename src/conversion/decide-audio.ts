import { NemoError } from "../errors/index.js";
import { codecName, isStorable } from "./codec-names.js";
import { hidesFrames } from "./hides-frames.js";
import { audioSpec, type Intent, isCut } from "./intent.js";
import { isSameLanguage } from "./is-same-language.js";
import { type AudioStream, isSameProgram, type MediaInfo, type VideoStream } from "./media-info.js";

/** What becomes of one audio track. */
export interface AudioDecision {
  stream: AudioStream;
  action: "copy" | "encode" | "drop";
  reason: string;
  /** Of the result. */
  channels: number;
  sampleRate: number;
  isOtherProgram?: boolean;
}

/** One decision a track, in the order of the file. */
export function decideAudio(source: MediaInfo, intent: Intent, picture?: VideoStream): AudioDecision[] {
  const chosen = chosenTracks(source.audio, intent);
  return source.audio.map((stream, position) => {
    const kept = { stream, channels: stream.channels, sampleRate: stream.sampleRate };
    if (intent.asked.audio === false) return { ...kept, action: "drop", reason: "no sound was asked for" };
    if (!chosen.has(position)) return { ...kept, action: "drop", reason: "another track was chosen" };
    if (picture && !isSameProgram(source, picture.index, stream.index)) {
      return { ...kept, action: "drop", reason: "it belongs to another programme", isOtherProgram: true };
    }
    if (isOutside(stream, intent)) {
      return { ...kept, action: "drop", reason: "it has no sound within the cut" };
    }
    return decideTrack(stream, source, intent, picture);
  });
}

/** A track may begin only after the part that is kept, or end before it. */
function isOutside({ start = 0, duration }: AudioStream, { asked: { trim } }: Intent): boolean {
  return (trim?.end ?? Infinity) <= start || (trim?.start ?? 0) >= start + (duration ?? Infinity);
}

function chosenTracks(tracks: AudioStream[], { asked }: Intent): Set<number> {
  const positions = tracks.map((_, position) => position);
  const selection = asked.streams?.audio ?? "all";
  if (selection === "all") return new Set(positions);
  if (selection === "default") {
    const byDisposition = tracks.findIndex(({ dispositions }) => dispositions.includes("default"));
    return new Set([Math.max(0, byDisposition)]);
  }
  const missing = selection.find((wanted) =>
    typeof wanted === "number"
      ? wanted >= tracks.length
      : !tracks.some(({ language }) => isSameLanguage(language, wanted)),
  );
  if (missing !== undefined) {
    const languages = tracks.map(({ language }, position) => `${position} (${language ?? "no language"})`);
    throw new NemoError(
      "invalid-request",
      `There is no audio track ${missing}; there are: ${languages.join(", ")}.`,
      {
        details: { key: "spec.streams.audio", value: missing },
      },
    );
  }
  return new Set(
    positions.filter((position) => {
      const { language } = tracks[position]!;
      return selection.some((wanted) =>
        typeof wanted === "number" ? wanted === position : isSameLanguage(language, wanted),
      );
    }),
  );
}

function decideTrack(
  stream: AudioStream,
  source: MediaInfo,
  intent: Intent,
  picture: VideoStream | undefined,
): AudioDecision {
  const { codec } = audioSpec(intent.asked);
  const whyEncode =
    reasonToEncode(stream, source, intent) ??
    (picture && hidesFrames(picture, source, intent) ? "an edit list hides some of it" : undefined);
  if (codec === "copy") {
    const change = askedChange(stream, intent);
    if (change !== undefined) {
      throw new NemoError(
        "preset-constraint",
        `The sound is to be copied, which leaves it as it is, and ${change}; leave out one of them (audio.codec "copy" encodes nothing).`,
        { details: { key: "spec.audio.codec", value: "copy", stream: stream.index } },
      );
    }
    if (isStorable("audio", stream.codec)) return copied(stream, "as asked");
    throw new NemoError(
      "preset-constraint",
      `MP4 cannot hold ${codecName(stream.codec)} audio, so it cannot be copied; leave out audio.codec "copy".`,
      { details: { stream: stream.index, codec: stream.codec } },
    );
  }
  if (whyEncode === undefined) return copied(stream, "it fits as it is");
  const settings = audioSpec(intent.settings);
  // A preset's number of channels is a ceiling; the user's own is a wish.
  const channels =
    audioSpec(intent.asked).channels ?? Math.min(settings.channels ?? Infinity, stream.channels);
  return {
    stream,
    action: "encode",
    reason: `${codecName(stream.codec)} is encoded as AAC: ${whyEncode}`,
    channels: mostAacChannels(channels),
    sampleRate: aacSampleRate(settings.sampleRate ?? stream.sampleRate),
  };
}

function copied(stream: AudioStream, why: string): AudioDecision {
  const { channels, sampleRate } = stream;
  return {
    stream,
    action: "copy",
    reason: `${codecName(stream.codec)} is copied: ${why}`,
    channels,
    sampleRate,
  };
}

function reasonToEncode(
  stream: AudioStream,
  source: MediaInfo,
  { asked: spec, settings, limits }: Intent,
): string | undefined {
  const asked = audioSpec(spec);
  if (spec.reencode) return "re-encoding was asked for";
  if (!isStorable("audio", stream.codec)) return `MP4 cannot hold ${codecName(stream.codec)}`;
  const isWanted = asked.codec === "aac" ? stream.codec === "aac" : limits.audioCodecs.includes(stream.codec);
  if (!isWanted)
    return asked.codec === "aac"
      ? "AAC was asked for"
      : `${codecName(stream.codec)} does not play everywhere`;
  const change = askedChange(stream, { asked: spec });
  if (change !== undefined) return change;
  // Like its size, the loudness of a preset is a promise.
  if (audioSpec(settings).normalize) return "its loudness is to be changed";
  if (isCut(source, spec)) return "an exact cut needs new frames";
  if (limits.channels !== undefined && stream.channels > limits.channels) {
    return `${stream.channels} channels are more than ${limits.channels}`;
  }
  return undefined;
}

/** What was asked for and only an encode can give. */
function askedChange(stream: AudioStream, { asked: spec }: Pick<Intent, "asked">): string | undefined {
  const asked = audioSpec(spec);
  if (asked.bitrate !== undefined) return `${asked.bitrate / 1000} kb/s were asked for`;
  if (asked.channels !== undefined && asked.channels !== stream.channels) {
    return `${asked.channels} channels were asked for`;
  }
  if (asked.sampleRate !== undefined && asked.sampleRate !== stream.sampleRate) {
    return `${asked.sampleRate} Hz were asked for`;
  }
  return asked.normalize ? "its loudness is to be changed" : undefined;
}

/** AAC has layouts for up to 8 channels, but none for 7 that players agree on. */
function mostAacChannels(channels: number): number {
  return channels === 7 ? 6 : Math.min(channels, 8);
}

const aacRates = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/** The rate itself where AAC has it and players take it, else the next higher one, 48 kHz at the most. */
function aacSampleRate(rate: number): number {
  return aacRates.find((each) => each >= rate) ?? 48_000;
}
