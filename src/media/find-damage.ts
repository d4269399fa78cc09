import { abortedError, NemoError } from "../errors/index.js";
import type { CheckFinding, MediaInfo } from "../conversion/index.js";
import { runChild } from "./child.js";
import { DecodeErrors } from "./decode-errors.js";
import { ffmpegError } from "./ffmpeg-error.js";
import { type BinaryOptions, findBinary } from "./find-binaries.js";
import { inputGuards, toFileUrl } from "./formats.js";

/**
 * Decodes all pictures and all sound of a file and counts the errors, a finding for each stream that has some.
 *
 * @throws NemoError `ffmpeg-missing`, also for a build without a decoder that is needed; `ffmpeg-failed`, `aborted`
 */
export async function findDamage(
  path: string,
  info: MediaInfo,
  options: BinaryOptions & { signal?: AbortSignal },
): Promise<CheckFinding[]> {
  const { path: ffmpeg } = await findBinary("ffmpeg", options);
  const { signal } = options;
  const errors = new DecodeErrors([...info.video, ...info.audio]);
  const args = ["-hide_banner", "-nostdin", "-v", "repeat+error", ...inputGuards, "-i", toFileUrl(path)];
  const decode = ["-map", "0:v?", "-map", "0:a?", "-f", "null", "-"];
  const result = await runChild(ffmpeg, [...args, ...decode], {
    signal,
    guardedFiles: [],
    onErrors: (text) => errors.read(text),
  });
  if (result.wasAborted) throw abortedError(signal!);
  if (result.signal !== null) throw ffmpegError("ffmpeg", path, result);
  if (/Decoder .*not found|Unknown decoder/i.test(result.errors)) {
    throw new NemoError("ffmpeg-missing", `${ffmpeg} has no decoder for what is in ${path}.`, {
      details: { file: path, stderr: result.errors.slice(0, 1000) },
    });
  }
  const complaints = errors.end();
  if (complaints.length === 0 && result.code !== 0) throw ffmpegError("ffmpeg", path, result);
  return complaints.map(({ stream, count, first }) => ({
    kind: "damaged-frames",
    ...(stream !== undefined && { stream }),
    message: `${count} ${count === 1 ? "error" : "errors"} while decoding; the first: ${first}`,
    severity: "error",
    count,
  }));
}
