import type { Language } from "../../errors/index.js";

/** How a change is said; `what` names the thing, with its kind. */
export interface ChangeWords {
  added(label: string, what: string): string;
  removed(label: string, what: string): string;
  replaced(label: string, from: string, to: string): string;
  changed(label: string, what: string): string;
  moved(label: string, what: string, from: string, to: string): string;
  retimed(label: string, what: string, from: string, to: string): string;
  volume(label: string, what: string, from: string, to: string): string;
  speed(label: string, what: string, from: string, to: string): string;
  trackAdded(label: string): string;
  trackRemoved(label: string): string;
  trackRenamed(from: string, to: string): string;
  trackChanged(label: string): string;
  trimmed(from: string, to: string): string;
  extended(from: string, to: string): string;
  uploaded(name: string | undefined): string;
  generated(name: string | undefined): string;
  mediaGone(name: string | undefined): string;
  canvas(from: string | undefined, to: string): string;
  canvasOther: string;
  unknown: string;
}

const named = (name: string | undefined) => (name === undefined ? "" : `: ${name}`);
const namedChinese = (name: string | undefined) => (name === undefined ? "" : `：${name}`);

const english: ChangeWords = {
  added: (label, what) => `${label} added: ${what}`,
  removed: (label, what) => `${label} removed: ${what}`,
  replaced: (label, from, to) => `${label} changed: ${from} -> ${to}`,
  changed: (label, what) => `${label} changed: ${what}`,
  moved: (label, what, from, to) => `${label} moved: ${what}, ${from} -> ${to}`,
  retimed: (label, what, from, to) => `${label} retimed: ${what}, ${from} -> ${to}`,
  volume: (label, what, from, to) => `${label} volume: ${what}, ${from} -> ${to}`,
  speed: (label, what, from, to) => `${label} speed: ${what}, ${from} -> ${to}`,
  trackAdded: (label) => `Track added: ${label}`,
  trackRemoved: (label) => `Track removed: ${label}`,
  trackRenamed: (from, to) => `Track renamed: ${from} -> ${to}`,
  trackChanged: (label) => `Track changed: ${label}`,
  trimmed: (from, to) => `Trimmed: ${from} -> ${to}`,
  extended: (from, to) => `Extended: ${from} -> ${to}`,
  uploaded: (name) => `Media uploaded${named(name)}`,
  generated: (name) => `Media generated${named(name)}`,
  mediaGone: (name) => `Media removed${named(name)}`,
  canvas: (from, to) => (from === undefined ? `Canvas set: ${to}` : `Canvas changed: ${from} -> ${to}`),
  canvasOther: "The canvas settings changed",
  unknown: "The project changed",
};

const chinese: ChangeWords = {
  added: (label, what) => `已添加${label}：${what}`,
  removed: (label, what) => `已移除${label}：${what}`,
  replaced: (label, from, to) => `${label}已更改：${from} -> ${to}`,
  changed: (label, what) => `${label}已更改：${what}`,
  moved: (label, what, from, to) => `${label}已移动：${what}，${from} -> ${to}`,
  retimed: (label, what, from, to) => `${label}时间已调整：${what}，${from} -> ${to}`,
  volume: (label, what, from, to) => `${label}音量：${what}，${from} -> ${to}`,
  speed: (label, what, from, to) => `${label}速度：${what}，${from} -> ${to}`,
  trackAdded: (label) => `已添加轨道：${label}`,
  trackRemoved: (label) => `已移除轨道：${label}`,
  trackRenamed: (from, to) => `轨道已重命名：${from} -> ${to}`,
  trackChanged: (label) => `轨道已更改：${label}`,
  trimmed: (from, to) => `已裁剪：${from} -> ${to}`,
  extended: (from, to) => `已延长：${from} -> ${to}`,
  uploaded: (name) => `已上传素材${namedChinese(name)}`,
  generated: (name) => `已生成素材${namedChinese(name)}`,
  mediaGone: (name) => `已移除素材${namedChinese(name)}`,
  canvas: (from, to) => (from === undefined ? `画布已设为 ${to}` : `画布已更改：${from} -> ${to}`),
  canvasOther: "画布设置已更改",
  unknown: "项目已更改",
};

export const changeWords: Record<Language, ChangeWords> = { en: english, zh: chinese };
