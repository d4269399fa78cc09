import { defaultMediaLimits } from "../options/index.js";

/**
 * Containers that ffmpeg may open, and the only protocol. A playlist that calls itself evil.mp4 would otherwise make it
 * read other files and addresses (https://ffmpeg.org/ffmpeg-protocols.html, "protocol_whitelist").
 */
const formats = [
  "mov,mp4,m4a,3gp,3g2,mj2",
  "matroska,webm",
  "avi",
  "mpegts",
  "mpeg",
  "mpegvideo",
  "m4v",
  "h264",
  "hevc",
  "obu",
  "ivf",
  "flv",
  "live_flv",
  "asf",
  "rm",
  "ogg",
  "mxf",
  "mxf_opatom",
  "gxf",
  "dv",
  "nut",
  "wtv",
  "swf",
  "gif",
  "apng",
  "webp_pipe",
  "png_pipe",
  "jpeg_pipe",
  "jpegls_pipe",
  "tiff_pipe",
  "bmp_pipe",
  "y4m",
  "yuv4mpegpipe",
  "mjpeg",
  "mp3",
  "aac",
  "ac3",
  "eac3",
  "dts",
  "flac",
  "wav",
  "w64",
  "aiff",
  "caf",
  "amr",
  "au",
];

/** Options that stand before every `-i`. A stream may grow after what was probed of it. */
export const inputGuards: readonly string[] = [
  ...["-protocol_whitelist", "file", "-format_whitelist", formats.join(",")],
  ...["-max_pixels", String(defaultMediaLimits.pixels)],
];

/**
 * The same for ffprobe, which needs no memory for pictures: a header that is a thousand times as long as it was packed does
 * not get it either.
 */
export const probeGuards: readonly string[] = ["-max_alloc", String(512 * 1024 * 1024), ...inputGuards];

/** A path that ffmpeg cannot take for an option, a protocol or a pattern. */
export function toFileUrl(path: string): string {
  return `file:${path}`;
}
