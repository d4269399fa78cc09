import { codecName } from "../codec-names.js";
import { framesPerSecond } from "../frame-rate.js";
import { resultDuration } from "../intent.js";
import type { AudioStream, MediaInfo, StreamInfo, SubtitleStream, VideoStream } from "../media-info.js";
import type { ConversionPlan } from "../plan.js";
import type { ConversionSpec } from "../spec.js";
import { rateText } from "./figures.js";
import type { ReceiptStream, StreamEnd } from "./receipt.js";

type Kind = ReceiptStream["kind"];
type AnyStream = VideoStream | AudioStream | SubtitleStream;

export interface Pairing {
  /** Undefined where nothing is known of the source but what became of it. */
  source: MediaInfo | undefined;
  output: MediaInfo;
  plan: ConversionPlan | undefined;
  spec: ConversionSpec;
}

/** Which stream of the result was which of the source, and what was done to it. Pure. */
export function pairStreams({ source, output, plan, spec }: Pairing): ReceiptStream[] {
  const left = streamsOf(output);
  const take = (kind: Kind, index: number | undefined) => {
    const at = left.findIndex(
      (each) => each.kind === kind && (index ?? each.stream.index) === each.stream.index,
    );
    return at < 0 ? undefined : left.splice(at, 1)[0]!.stream;
  };
  const positions = plan && mapped(plan);
  const paired: ReceiptStream[] = (source ? streamsOf(source) : []).map(({ kind, stream }) => {
    const planned = plan?.streams.find(({ index }) => index === stream.index);
    const { action = "unknown", reason = "nobody said what became of it" } = planned ?? {};
    const isKept = action !== "drop" && action !== "sidecar";
    // The order of the maps is that of the result; a file from elsewhere is told by its kinds.
    const position = positions?.indexOf(stream.index) ?? -1;
    const result = isKept
      ? ((position < 0 ? undefined : take(kind, position)) ?? take(kind, undefined))
      : undefined;
    return pair(kind, stream, result, { action, reason }, spec, { source: source!, output });
  });
  const others = left.map(({ kind, stream }) => ({
    kind,
    result: end(kind, stream, output.duration),
    action: "unknown" as const,
    reason: source ? "the source has no such stream" : "the source was not looked at",
  }));
  return [...paired, ...others];
}

function pair(
  kind: Kind,
  stream: AnyStream,
  result: AnyStream | undefined,
  { action, reason }: { action: ReceiptStream["action"]; reason: string },
  spec: ConversionSpec,
  files: { source: MediaInfo; output: MediaInfo },
): ReceiptStream {
  const before = end(kind, stream, files.source.duration);
  const after = result && end(kind, result, files.output.duration);
  const expected = resultDuration(before.duration, spec);
  const isTimed = kind !== "subtitle" && after?.duration !== undefined && expected !== undefined;
  return {
    kind,
    source: before,
    ...(after && { result: after }),
    action,
    reason,
    ...(isTimed && { durationDifference: Math.round((after.duration! - expected) * 1e6) / 1e6 }),
  };
}

/** The streams of the source in the order in which the last pass maps them. */
function mapped({ passes }: ConversionPlan): number[] {
  const last = passes.at(-1) ?? [];
  return last.flatMap((arg, at) =>
    last[at - 1] === "-map" && /^0:\d+$/.test(arg) ? [Number(arg.slice(2))] : [],
  );
}

function streamsOf({ video, audio, subtitles }: MediaInfo): { kind: Kind; stream: AnyStream }[] {
  const all = [
    ...video.map((stream) => ({ kind: "video" as const, stream })),
    ...audio.map((stream) => ({ kind: "audio" as const, stream })),
    ...subtitles.map((stream) => ({ kind: "subtitle" as const, stream })),
  ];
  return all.sort((a, b) => a.stream.index - b.stream.index);
}

function end(kind: Kind, stream: AnyStream, ofFile: number | undefined): StreamEnd {
  const duration = stream.duration ?? (kind === "subtitle" ? undefined : ofFile);
  const { index, codec } = stream;
  return { index, codec, text: describe(kind, stream), ...(duration !== undefined && { duration }) };
}

function describe(kind: Kind, stream: AnyStream): string {
  const facts =
    kind === "video"
      ? videoFacts(stream as VideoStream)
      : kind === "audio"
        ? audioFacts(stream as AudioStream)
        : [];
  const { bitrate, language } = stream as StreamInfo;
  const rate = bitrate === undefined ? [] : [rateText(bitrate)];
  const profile = (stream as VideoStream).profile;
  const name = [codecName(stream.codec), profile ?? ""].join(" ").trim();
  return [name, ...facts, ...rate, ...(language === undefined ? [] : [language])].join(", ");
}

function videoFacts(stream: VideoStream): string[] {
  const fps = framesPerSecond(stream.frameRate);
  const isTurned = stream.rotation !== 0;
  const shown = `${stream.displayWidth}×${stream.displayHeight}`;
  return [
    isTurned ? `${shown} (turned by ${stream.rotation}°)` : shown,
    ...(fps > 0 ? [`${Number(fps.toFixed(3))} fps${stream.isVariableFrameRate ? ", variable" : ""}`] : []),
    ...(stream.pixelFormat === "unknown" ? [] : [stream.pixelFormat]),
    ...(stream.hdr === undefined ? [] : [stream.hdr]),
  ];
}

function audioFacts({ layout, channels, sampleRate }: AudioStream): string[] {
  return [layout ?? `${channels} channels`, ...(sampleRate > 0 ? [`${sampleRate / 1000} kHz`] : [])];
}
