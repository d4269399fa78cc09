const names: Record<string, string> = {
  h264: "H.264",
  hevc: "HEVC",
  av1: "AV1",
  aac: "AAC",
  mp3: "MP3",
  ac3: "AC-3",
  eac3: "E-AC-3",
  dts: "DTS",
  vp8: "VP8",
  vp9: "VP9",
  mpeg2video: "MPEG-2",
  mpeg4: "MPEG-4 Part 2",
  prores: "ProRes",
  opus: "Opus",
  vorbis: "Vorbis",
  flac: "FLAC",
};

/** A codec as people write it. */
export function codecName(codec: string): string {
  return names[codec] ?? (codec.startsWith("pcm_") ? "PCM" : codec);
}

// What the MP4 muxers of ffmpeg 4 to 7 store without an experimental flag, tried one by one on ffmpeg 5.1.9.
const storableVideo = ["h264", "hevc", "av1", "vp9", "mpeg4", "mpeg2video", "mpeg1video", "mjpeg"];
const storableAudio = ["aac", "mp3", "mp2", "ac3", "eac3", "dts", "alac", "opus", "vorbis"];

/** Whether MP4 can hold a stream of this codec at all; whether it plays is another question. */
export function isStorable(kind: "video" | "audio", codec: string): boolean {
  return (kind === "video" ? storableVideo : storableAudio).includes(codec);
}
