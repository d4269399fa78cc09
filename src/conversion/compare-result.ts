import { checkPromise } from "./as-promised.js";
import type { Expectation } from "./expectation.js";
import { framesPerSecond, isSameRate } from "./frame-rate.js";
import { isSameLanguage } from "./is-same-language.js";
import { mainVideo, type MediaInfo, type VideoStream } from "./media-info.js";
import type { VerificationCheck } from "./verification.js";

/** Compares a result with what was expected of it. Pure. */
export function compareResult(expected: Expectation, actual: MediaInfo): VerificationCheck[] {
  const checks: VerificationCheck[] = [];
  const check = (name: string, wanted: unknown, found: unknown, ok = wanted === found) =>
    checks.push({ name, expected: wanted, actual: found, ok });
  const time = (name: string, wanted: number | undefined, found: number | undefined) => {
    if (wanted === undefined) return;
    check(name, round(wanted), round(found), Math.abs((found ?? Infinity) - wanted) <= expected.tolerance);
  };

  const picture = mainVideo(actual);
  check("video streams", expected.video ? 1 : 0, picture ? 1 : 0);
  if (expected.video && picture) {
    const { codecs, displayWidth, displayHeight, duration, frameRate, promise } = expected.video;
    check("video codec", codecs.join(" or "), picture.codec, codecs.includes(picture.codec));
    // Rounding a pixel aspect may cost a pixel.
    const isNear =
      Math.abs(picture.displayWidth - displayWidth) <= 2 &&
      Math.abs(picture.displayHeight - displayHeight) <= 2;
    check(
      "picture size",
      `${displayWidth}x${displayHeight}`,
      `${picture.displayWidth}x${picture.displayHeight}`,
      isNear,
    );
    time("video duration", duration, picture.duration ?? actual.duration);
    if (frameRate !== undefined) {
      check("frame rate", frameRate, picture.frameRate, hasRate(picture, frameRate, duration));
    }
    if (promise) {
      checks.push(...checkPromise(promise, picture, (rate) => hasRate(picture, rate, duration)));
    }
  }
  check("audio tracks", expected.audio.length, actual.audio.length);
  expected.audio.forEach(({ codecs, channels, duration, language }, position) => {
    const track = actual.audio[position];
    if (!track) return;
    check(`audio ${position} codec`, codecs.join(" or "), track.codec, codecs.includes(track.codec));
    check(`audio ${position} channels`, channels, track.channels);
    time(`audio ${position} duration`, duration, track.duration ?? actual.duration);
    if (language !== undefined) {
      const found = track.language ?? "none";
      check(`audio ${position} language`, language, found, isSameLanguage(language, found));
    }
  });
  if (expected.subtitles !== undefined) {
    check("subtitle tracks", expected.subtitles, actual.subtitles.length);
  }
  if (expected.chapters !== undefined && expected.chapters > 0) {
    const found = actual.chapters.length;
    const isEnough = expected.isPart ? found >= expected.chapters : found === expected.chapters;
    check("chapters", expected.isPart ? `at least ${expected.chapters}` : expected.chapters, found, isEnough);
  }
  time("duration", expected.duration, expected.outlasting ? playedDuration(actual) : actual.duration);
  if (expected.mostBytes !== undefined) {
    check(
      "size",
      `at most ${expected.mostBytes}`,
      actual.bytes,
      (actual.bytes ?? Infinity) <= expected.mostBytes,
    );
  }
  return checks;
}

/** How long there is picture or sound; a subtitle may stay longer. */
function playedDuration({ video, audio, duration = 0 }: MediaInfo): number {
  return Math.min(duration, Math.max(...[...video, ...audio].map((stream) => stream.duration ?? duration)));
}

/** By the header, or by the count: of a short film two frames more or less make another average. */
function hasRate(picture: VideoStream, rate: string, duration: number | undefined): boolean {
  if (isSameRate(rate, picture.frameRate)) return true;
  if (picture.frames === undefined || duration === undefined) return false;
  return Math.abs(picture.frames - framesPerSecond(rate) * duration) <= 2;
}

function round(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000) / 1000;
}
