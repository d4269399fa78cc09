import type { PictureLook, PicturePromise } from "./as-promised.js";
import type { Expectation } from "./expectation.js";
import { audioSpec, intentOf, videoSpec } from "./intent.js";
import type { ConversionSpec } from "./spec.js";

/**
 * The same for a result that somebody else made: what would have been copied here may have been encoded there, as long as
 * it plays and nothing else was asked for.
 *
 * @param keepsAll whether it is held to the subtitles, the chapters and the languages that a conversion here would keep
 */
export function fromElsewhere(expectation: Expectation, spec: ConversionSpec, keepsAll = false): Expectation {
  const { asked, limits } = intentOf(spec);
  const isChosen = (codec: string | undefined) => codec !== undefined && codec !== "auto";
  const { video, audio, subtitles = 0, chapters, isPart, duration, tolerance, mostBytes } = expectation;
  const isCopyAsked = videoSpec(asked).codec === "copy";
  return {
    duration,
    ...(subtitles > 0 && spec.trim && { outlasting: true }),
    tolerance,
    mostBytes,
    ...(video && {
      video: {
        ...video,
        codecs: isChosen(videoSpec(asked).codec) ? video.codecs : union(video.codecs, limits.videoCodecs),
        ...(video.promise && {
          promise: isCopyAsked ? video.promise : elsewhere(video.promise, video.sourceRotation, asked),
        }),
      },
    }),
    audio: audio.map(({ language, ...track }) => ({
      ...track,
      ...(keepsAll && language !== undefined && { language }),
      codecs: isChosen(audioSpec(asked).codec) ? track.codecs : union(track.codecs, limits.audioCodecs),
    })),
    // A cue that lies outside of a part takes its track with it where others cut.
    ...(keepsAll && !spec.trim && subtitles > 0 && { subtitles }),
    ...(keepsAll && chapters !== undefined && { chapters, isPart }),
  };
}

/** Others may turn by the file what is turned in its samples here, and bring to eight bits of SDR what plays everywhere then. */
function elsewhere({ rotations, looks }: PicturePromise, turned = 0, asked: ConversionSpec): PicturePromise {
  const { hdr, rotate = 0 } = videoSpec(asked);
  const everywhere: PictureLook[] = hdr === "keep" ? [] : [{ range: "SDR", pixelFormat: "yuv420p" }];
  const turns = [0, turned, rotate, (turned + rotate) % 360];
  return { rotations: [...new Set([...rotations, ...turns])], looks: [...looks, ...everywhere] };
}

function union(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])];
}
