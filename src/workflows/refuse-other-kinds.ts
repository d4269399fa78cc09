import { extname } from "node:path";
import { NemoError } from "../errors/index.js";

// Kinds of media that an MP4 is none of; .mov, .m4v, .m4a and .3gp are of its family, and players open it under those names.
const otherKinds = new Set(
  [
    ...[
      "webm",
      "mkv",
      "mka",
      "avi",
      "wmv",
      "asf",
      "flv",
      "ts",
      "mts",
      "m2ts",
      "mpg",
      "mpeg",
      "vob",
      "ogv",
      "mxf",
    ],
    ...["mp3", "wav", "flac", "ogg", "opus", "aac", "wma", "aiff", "ac3", "amr"],
    ...["gif", "png", "jpg", "jpeg", "webp", "avif", "heic", "srt", "ass", "vtt"],
  ].map((extension) => `.${extension}`),
);

/**
 * The result is an MP4; under the name of another kind every program would take it for that.
 *
 * @throws NemoError `invalid-request`
 */
export function refuseOtherKinds(path: string): void {
  const extension = extname(path);
  if (!otherKinds.has(extension.toLowerCase())) return;
  const better = `${path.slice(0, -extension.length)}.mp4`;
  throw new NemoError("invalid-request", `The result is an MP4, and ${path} is the name of something else.`, {
    details: { key: "output", value: path },
    action: { kind: "choose-output", message: `Name it ${better}.` },
  });
}
