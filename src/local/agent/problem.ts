import type { Unclear } from "./edit.js";

/** The same in both languages. */
export interface Words {
  en: string;
  zh: string;
}

/** Why an edit was not made, or what has to be known for it. */
export function problem(en: string, zh: string): { problem: Words } {
  return { problem: { en, zh } };
}

/** What the agent asks back. */
export const questions: Readonly<Record<Unclear, Words>> = {
  trim: {
    en: 'Which part shall stay? For example "trim the first 2 seconds" or "keep 0:05 to 0:10".',
    zh: "要保留哪一段？例如“裁掉前2秒”或“保留第5到10秒”。",
  },
  cut: {
    en: 'Shall that part be removed or kept? Say "cut out …" or "keep …".',
    zh: "这一段是要删除还是保留？请说“剪掉……”或“保留……”。",
  },
  part: {
    en: 'Shall that part alone stay, or be edited? Say "keep the first 10 seconds", or "mute the first 10 seconds".',
    zh: "是只保留这一段，还是只编辑这一段？请说“保留前10秒”或“把前10秒静音”。",
  },
  whole: {
    en: "That can be done to the whole film only. A part of it can be louder, quieter, muted, faster or slower, or have a title.",
    zh: "这项操作只能用于整个影片；对其中一段可以调整音量、静音、调整速度或添加标题。",
  },
  sound: {
    en: 'A cut takes the sound along with its picture. To cut both, say "remove the first 2 seconds" alone.',
    zh: "剪掉一段时，声音会随画面一起剪掉。如果两者都要剪掉，请只说“去掉前2秒”。",
  },
  length: {
    en: 'Shall it play faster or slower, or be cut? For example "2x speed" or "keep the first 10 seconds".',
    zh: "是改变播放速度，还是剪掉一部分？例如“2倍速”或“保留前10秒”。",
  },
  title: {
    en: 'What shall the title say? For example: add the title "Hello" for 3 seconds.',
    zh: "标题写什么？例如：添加标题“你好”3秒。",
  },
  speed: {
    en: 'How fast shall it be? For example "2x speed" or "half speed".',
    zh: "要多快？例如“2倍速”或“放慢到一半”。",
  },
  louder: { en: 'How much louder? For example "by 6 dB".', zh: "要大声多少？例如“音量提高6分贝”。" },
  quieter: { en: 'How much quieter? For example "by 6 dB".', zh: "要小声多少？例如“音量降低6分贝”。" },
  volume: { en: 'How loud shall it be? For example "volume 50%".', zh: "音量调到多少？例如“音量调到50%”。" },
  rotate: {
    en: "Which way? By 90, 180 or 270 degrees, clockwise or counter-clockwise.",
    zh: "怎么旋转？可以顺时针或逆时针旋转90、180或270度。",
  },
  crop: {
    en: 'To which ratio? For example "crop to 9:16" or "make it square".',
    zh: "裁剪成什么比例？例如“裁剪为竖屏9:16”。",
  },
};
