import { availableParallelism } from "node:os";

/** ffmpeg's options for the decoders, which stand before the input: all cores, unless there is a share. */
export function decoderThreads(share: number | undefined): string[] {
  return share === undefined ? [] : ["-threads", String(share)];
}

/**
 * ffmpeg's options for the encoders of `pass`. x264 takes one and a half threads a core by itself: with the three of two cores,
 * one of these is idle now and then, while ffmpeg reads, decodes and mixes. Four take 3 % less time, for the same size and SSIM
 * (medians of six interleaved encodes, 30 s at 1080p). Other machines were not measured and are left as they are.
 */
export function encoderThreads(
  share: number | undefined,
  pass: readonly string[],
  cores = availableParallelism(),
): string[] {
  const isAlone = share === undefined && cores === 2 && pass.includes("libx264");
  return isAlone ? ["-threads", "4"] : decoderThreads(share);
}
