import { readBuild } from "./build.js";
import { inputGuards, toFileUrl } from "./formats.js";
import { type Measuring, runMeasuring } from "./run-measuring.js";

export interface HashedStream {
  /** The number of the stream in its file. */
  index: number;
  /** Brings the packets into the form that MP4 has, where the source's container has another. */
  bitstreamFilter?: "aac_adtstoasc";
}

export interface HashOptions extends Measuring {
  /** `"packets"`: the compressed data; `"decoded"`: every frame and sample that comes out of it. */
  of: "packets" | "decoded";
  /** Whether an MP4's edit list is passed over, so that packets outside of it count, too. */
  ignoresEdits?: boolean;
}

// The MD5 of nothing proves nothing.
const emptyHash = "d41d8cd98f00b204e9800998ecf8427e";

/**
 * The MD5 of each of these streams, in their order; undefined where there is none to be had. One run reads the file once.
 * (`-f streamhash` would be shorter, but is younger than builds that are in use.)
 */
export async function hashStreams(
  path: string,
  streams: readonly HashedStream[],
  options: HashOptions,
): Promise<(string | undefined)[]> {
  if (streams.length === 0) return [];
  const decode = options.of === "decoded" ? await everyFrame(options.ffmpeg) : ["-c", "copy"];
  const outputs = streams.flatMap(({ index, bitstreamFilter }) => [
    ...["-map", `0:${index}`, ...decode, ...filterOf(bitstreamFilter), "-f", "md5", "-"],
  ]);
  const { code, output } = await runMeasuring(options, [...inputOf(path, options), ...outputs]);
  const hashes = [...output.matchAll(/^MD5=([0-9a-f]{32})$/gm)].map((match) => match[1]!);
  if (code !== 0 || hashes.length !== streams.length) return streams.map(() => undefined);
  return hashes.map((hash) => (hash === emptyHash ? undefined : hash));
}

/** The MD5 of each packet of a stream, in the order of the file. */
export async function hashPackets(
  path: string,
  { index, bitstreamFilter }: HashedStream,
  measuring: Measuring,
): Promise<string[]> {
  const hashes: string[] = [];
  let rest = "";
  const onOutput = (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      // Stream, dts, pts, duration, size, hash; what may follow are the hashes of side data.
      const hash = /^(?:[^#,]*,){5}\s*([0-9a-f]{32})/.exec(line)?.[1];
      if (hash !== undefined) hashes.push(hash);
    }
  };
  const copy = ["-map", `0:${index}`, "-c", "copy", ...filterOf(bitstreamFilter), "-f", "framemd5", "-"];
  const { code } = await runMeasuring(measuring, [...inputOf(path, {}), ...copy], { onOutput });
  return code === 0 ? hashes : [];
}

function inputOf(path: string, { ignoresEdits }: { ignoresEdits?: boolean }): string[] {
  const edits = ignoresEdits ? ["-ignore_editlist", "1"] : [];
  return ["-v", "error", ...inputGuards, ...edits, "-noautorotate", "-i", toFileUrl(path)];
}

function filterOf(name: string | undefined): string[] {
  return name === undefined ? [] : ["-bsf", name];
}

/** ffmpeg must neither drop nor repeat frames to make their times even. */
export async function everyFrame(ffmpeg: string): Promise<string[]> {
  const { hasFpsMode } = await readBuild({ ffmpegPath: ffmpeg });
  return [hasFpsMode ? "-fps_mode" : "-vsync", "passthrough"];
}
