import type { Language } from "../../errors/index.js";

type Text = Record<Language, string>;

/** What is asked where words contradict each other, and what is done meanwhile. */

export function twoValues(field: string, value: unknown): Text {
  const said = typeof value === "string" ? value : JSON.stringify(value);
  return {
    en: `Two different values were named for ${field}; which one holds? Taken is the last, ${said}.`,
    zh: `${field} 有两个不同的值，以哪个为准？现按最后一个处理：${said}。`,
  };
}

export function backwards(start: number, end: number): Text {
  const isEmpty = start === end;
  return {
    en: `The part from ${start} s to ${end} s ends before it begins; what is meant? Taken is ${isEmpty ? "all from there on" : "the time between"}.`,
    zh: `从 ${start} 秒到 ${end} 秒的片段结束早于开始，是什么意思？现按${isEmpty ? "此后的全部" : "两者之间"}处理。`,
  };
}

export function qualityOrRate(crf: number, bitrate: number): Text {
  return {
    en: `CRF ${crf} and a bit rate of ${bitrate / 1000} kb/s exclude each other; which one? The CRF holds.`,
    zh: `CRF ${crf} 与码率 ${bitrate / 1000} kb/s 互相矛盾，以哪个为准？现按 CRF 处理。`,
  };
}

export const soundOrNone: Text = {
  en: "Both no sound and settings of the sound were asked for; which one? The sound is kept.",
  zh: "既要求去掉声音，又设置了声音，以哪个为准？现保留声音。",
};

export const pictureOrNone: Text = {
  en: "Both no picture and settings of the picture were asked for; which one? The picture is kept.",
  zh: "既要求去掉画面，又设置了画面，以哪个为准？现保留画面。",
};

export function copyOrChange(field: "video.codec" | "audio.codec"): Text {
  const isVideo = field === "video.codec";
  return {
    en: `A copied ${isVideo ? "picture" : "sound"} cannot be changed; copy it, or change it as asked? It is encoded anew.`,
    zh: `直接复制的${isVideo ? "画面" : "声音"}无法修改，是复制还是按要求修改？现重新编码。`,
  };
}

export function howSmall(crf: number): Text {
  return {
    en: `How small is it to be? Name a size such as "25 MB"; without one it is encoded at CRF ${crf}.`,
    zh: `要压到多小？请说明大小，例如“25 MB”；否则按 CRF ${crf} 编码。`,
  };
}

export function howGood(crf: number): Text {
  return {
    en: `How good is the picture still to be? Name a CRF, a bit rate or a size; without one it is encoded at CRF ${crf}.`,
    zh: `画质要降到多少？请说明 CRF、码率或大小；否则按 CRF ${crf} 编码。`,
  };
}

export function rateOrSize(amount: string, digits: string): Text {
  return {
    en: `Is "${amount}" a bit rate (${digits} Mb/s) or a size (${digits} MB)?`,
    zh: `“${amount}”是码率（${digits} Mb/s）还是大小（${digits} MB）？`,
  };
}

export function ofSoundOrPicture(rate: string): Text {
  return {
    en: `Is "${rate}" the bit rate of the sound or of the picture?`,
    zh: `“${rate}”是音频码率还是视频码率？`,
  };
}

export function sizeOrSource(size: string): Text {
  return {
    en: `Is "${size}" the size that is wanted, or that of the source?`,
    zh: `“${size}”是想要的大小，还是源文件的大小？`,
  };
}

export function sampleOrBitrate(amount: string): Text {
  return {
    en: `Is "${amount}" a sample rate (kHz) or a bit rate of the sound (kb/s)?`,
    zh: `“${amount}”是采样率（kHz）还是音频码率（kb/s）？`,
  };
}

export const whichHighDefinition: Text = {
  en: "HD is 720p or 1080p; which one?",
  zh: "高清是 720p 还是 1080p？",
};

/** Behind a question, when one of its answers is used. */
export function takenAs(field: string, value: unknown): Text {
  return { en: ` Taken is ${field} ${String(value)}.`, zh: `现按 ${field} ${String(value)} 处理。` };
}
