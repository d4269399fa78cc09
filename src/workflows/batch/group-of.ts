import type { MediaInfo } from "../../conversion/index.js";

/**
 * What the streams of a file are, as words that are the same for files of the same kind: codec, profile, pixel format, frame
 * rate, HDR, rotation, channels and what else decides how a conversion goes.
 */
export function groupOf({ video, audio, subtitles }: MediaInfo): string {
  const pictures = video
    .filter(({ dispositions }) => !dispositions.includes("attached_pic"))
    .map((stream) => {
      const { codec, profile, pixelFormat, frameRate, isVariableFrameRate, hdr, rotation, fieldOrder } =
        stream;
      return [
        ...[codec, profile, pixelFormat],
        isVariableFrameRate ? "variable rate" : `${frameRate} fps`,
        /^(?:tt|bb|tb|bt)$/.test(fieldOrder) ? "interlaced" : undefined,
        hdr,
        rotation === 0 ? undefined : `rotated ${rotation}`,
        stream.hasAlpha ? "alpha" : undefined,
      ];
    });
  const sounds = audio.map(({ codec, channels }) => [codec, `${channels} ch`]);
  const texts = subtitles.map(({ codec }) => [codec]);
  const said = [...pictures, ...sounds, ...texts].map((words) =>
    words.filter((word) => word !== undefined).join(" "),
  );
  return said.join(", ");
}
