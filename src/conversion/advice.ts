import type { Language } from "../errors/index.js";

// By the names of the checks; the number of a track is left out.
const advice: Record<string, Record<Language, string>> = {
  rotation: {
    en: "Encode the picture (`reencode: true`), which turns its samples.",
    zh: "请重新编码画面（`reencode: true`），使画面方向正确。",
  },
  "picture size": {
    en: "Encode the picture (`reencode: true`), or say the size that is wanted.",
    zh: "请重新编码画面（`reencode: true`），或说明想要的尺寸。",
  },
  "dynamic range": {
    en: 'Say what is wanted by `video.hdr`, "keep" or "tonemap", and convert again.',
    zh: '请用 `video.hdr`（"keep" 或 "tonemap"）说明需要哪一种，然后重新转换。',
  },
  "pixel format": {
    en: "Encode the picture (`reencode: true`).",
    zh: "请重新编码画面（`reencode: true`）。",
  },
  "frame rate": {
    en: "Say the rate that is wanted by `video.fps`, and convert again.",
    zh: "请用 `video.fps` 说明想要的帧率，然后重新转换。",
  },
  "audio language": {
    en: "Convert again from the source: its tracks are named there, and keep their order.",
    zh: "请从源文件重新转换：其中的音轨有语言标记，顺序不变。",
  },
  "subtitle tracks": {
    en: 'Convert again from the source, or say `subtitles: "drop"` where none are wanted.',
    zh: '请从源文件重新转换；不需要字幕时请用 `subtitles: "drop"`。',
  },
  chapters: { en: "Convert again from the source, which has them.", zh: "请从带章节的源文件重新转换。" },
  "picture shows": {
    en: "Look at the result, and convert again with `reencode: true`.",
    zh: "请查看结果，并用 `reencode: true` 重新转换。",
  },
  "audio sounds": {
    en: "Listen to the result, and convert again with `reencode: true`.",
    zh: "请试听结果，并用 `reencode: true` 重新转换。",
  },
};

/** What to do about a check that failed; undefined where there is nothing better than to look at the result. Pure. */
export function adviceOn(name: string, language: Language = "en"): string | undefined {
  return advice[name.replace(/^audio \d+ /, "audio ")]?.[language];
}
