import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { throwIfAborted } from "../../errors/index.js";
import {
  asMadeElsewhere,
  type ConversionPlan,
  type FramePair,
  judge,
  mainVideo,
  type MediaInfo,
  pairStreams,
  type Receipt,
  type ReceiptFile,
  type ReceiptStream,
} from "../../conversion/index.js";
import { decodeFile, readBuild } from "../../media/index.js";
import type { ConverterContext } from "../context.js";
import type { ConversionResult } from "../convert-options.js";
import type { Job } from "../make-remotely.js";
import { comparePictures } from "./compare-pictures.js";
import { hashFile } from "./hash-file.js";
import { proveCopies } from "./prove-copies.js";
import { readTimeline } from "./read-timeline.js";
import { samplePairs } from "./sample-pairs.js";

/** Measures all that the receipt of a result tells; what cannot be measured is told, too. */
export async function measureReceipt(
  { transport }: ConverterContext,
  job: Job,
  made: { info?: MediaInfo; plan: ConversionPlan | undefined },
  result: ConversionResult,
): Promise<{ receipt: Receipt; frames: FramePair[] }> {
  const { source, spec, tools } = job;
  const { plan } = made;
  const { signal } = job.options;
  const unmeasured = whatIsMissing(job, made.info);
  /** One measurement that fails leaves the others. */
  const attempt = async <T>(name: string, measure: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await measure();
    } catch (error) {
      throwIfAborted(signal);
      unmeasured.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const describeFile = async (
    name: string,
    path: string | undefined,
    info: MediaInfo,
  ): Promise<ReceiptFile> => {
    const size = path === undefined ? info.bytes : (await stat(path)).size;
    const sha256 = path && (await attempt(`The SHA-256 of ${name}`, () => hashFile(path, signal)));
    const decoding =
      path && tools.ffmpeg ? await attempt(`Decoding ${name}`, decode(path, info, job)) : undefined;
    return {
      name,
      ...(size !== undefined && { bytes: size }),
      ...(sha256 && { sha256 }),
      info,
      ...(decoding && { decoding }),
    };
  };

  const before = await describeFile(source.name, source.path, result.source);
  const after = await describeFile(basename(result.path), result.path, result.output);
  const isOwn = transport.options.localFiles;
  let streams = pairStreams({ source: made.info, output: result.output, plan, spec });
  const ways =
    tools.ffmpeg && source.path
      ? { ffmpeg: tools.ffmpeg, source: source.path, output: result.path }
      : undefined;
  if (ways) {
    const { duration = Infinity, format } = result.source;
    const isCut = (spec.trim?.start ?? 0) > 0 || (spec.trim?.end ?? Infinity) < duration;
    const proof = { ...ways, format, isCut, signal };
    streams = (await attempt("Comparing the copied streams", () => proveCopies(streams, proof))) ?? streams;
  }
  if (!isOwn) streams = asMadeElsewhere(streams);
  unmeasured.push(...unproven(streams, ways !== undefined));

  const picture = mainVideo(result.output);
  const stream = streams.find((each) => each.kind === "video" && each.result?.index === picture?.index);
  const timeline =
    picture && (await attempt("The times of both files", () => readTimeline(job, result, stream)));
  let frames: FramePair[] = [];
  let similarity: Receipt["similarity"];
  if (timeline && tools.ffmpeg) {
    const { ffmpeg } = tools;
    const files = {
      before: source.path && stream?.source ? { path: source.path, index: stream.source.index } : undefined,
      after: { path: result.path, index: picture.index },
    };
    frames = (await attempt("The frames", () => samplePairs({ ...files, timeline, ffmpeg, signal }))) ?? [];
    if (ways && stream?.source && stream.result && isToCompare(stream)) {
      const comparison = {
        ...ways,
        sourceInfo: result.source,
        outputInfo: result.output,
        plan,
        spec,
        timeline,
        signal,
      };
      const found = await attempt("The similarity of the picture", () => comparePictures(stream, comparison));
      if (typeof found === "string") unmeasured.push(`The similarity of the picture: ${found}.`);
      else similarity = found;
    }
  }
  const build =
    tools.ffmpeg && (await attempt("The ffmpeg build", () => readBuild({ ffmpegPath: tools.ffmpeg })));
  const parts = { verification: result.verification, streams, source: before, output: after };
  const { version } = transport.options.attribution;
  const receipt: Receipt = {
    version: 1,
    createdAt: new Date().toISOString(),
    software: { name: "nemo-converter", version },
    verdict: judge(parts),
    route: result.route,
    spec: result.spec,
    ...parts,
    losses: result.losses,
    sidecars: result.sidecars.map((path) => basename(path)),
    warnings: result.warnings,
    ...(similarity && { similarity }),
    ...(result.arguments && {
      arguments: { input: plan?.inputArguments ?? [], output: result.arguments },
    }),
    ...(build && { ffmpeg: { version: build.version } }),
    unmeasured,
  };
  return { receipt, frames };
}

function whatIsMissing({ source, tools }: Job, info: MediaInfo | undefined): string[] {
  return [
    ...(tools.ffmpeg === undefined
      ? ["There is no ffmpeg here: nothing was decoded, no streams and no pictures were compared."]
      : []),
    ...(tools.ffprobe === undefined
      ? [
          "There is no ffprobe here: what is known of the files comes from the backend and from the MP4's own index.",
        ]
      : []),
    ...(source.path === undefined
      ? ["The source was no local file: it has no SHA-256, and nothing of it was decoded or compared."]
      : []),
    ...(info === undefined ? ["Nobody said what the source holds."] : []),
  ];
}

function unproven(streams: readonly ReceiptStream[], couldCompare: boolean): string[] {
  return streams
    .filter(({ action, identity }) => couldCompare && action === "copy" && !identity)
    .map(
      ({ kind, result }) =>
        `Whether the copied ${kind} stream ${result?.index ?? ""} is identical: its data could not be compared.`,
    );
}

function isToCompare({ action, identity }: ReceiptStream): boolean {
  return action !== "copy" || identity?.isIdentical !== true;
}

function decode(path: string, info: MediaInfo, { tools, options: { signal } }: Job) {
  const video = mainVideo(info)?.index;
  const streams = { ...(video !== undefined && { video }), audio: info.audio.map(({ index }) => index) };
  return () => decodeFile(path, streams, { ffmpeg: tools.ffmpeg!, signal });
}
