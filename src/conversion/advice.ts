// By the names of the checks; the number of a track is left out.
const advice: Record<string, string> = {
  rotation: "Encode the picture (`reencode: true`), which turns its samples.",
  "picture size": "Encode the picture (`reencode: true`), or say the size that is wanted.",
  "dynamic range": 'Say what is wanted by `video.hdr`, "keep" or "tonemap", and convert again.',
  "pixel format": "Encode the picture (`reencode: true`).",
  "frame rate": "Say the rate that is wanted by `video.fps`, and convert again.",
  "audio language": "Convert again from the source: its tracks are named there, and keep their order.",
  "subtitle tracks": 'Convert again from the source, or say `subtitles: "drop"` where none are wanted.',
  chapters: "Convert again from the source, which has them.",
  "picture shows": "Look at the result, and convert again with `reencode: true`.",
  "audio sounds": "Listen to the result, and convert again with `reencode: true`.",
};

/** What to do about a check that failed; undefined where there is nothing better than to look at the result. Pure. */
export function adviceOn(name: string): string | undefined {
  return advice[name.replace(/^audio \d+ /, "audio ")];
}
