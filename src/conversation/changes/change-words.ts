import type { Language } from "../../errors/index.js";

/** How changes are said. A `label` is what a track is called, `what` a segment on it. */
export interface ChangeWords {
  untitled: string;
  added: (label: string, what: string) => string;
  removed: (label: string, what: string) => string;
  replaced: (label: string, from: string, to: string) => string;
  changed: (label: string, what: string) => string;
  moved: (label: string, what: string, from: string, to: string) => string;
  movedTogether: (label: string, count: number) => string;
  retimed: (label: string, what: string, from: string, to: string) => string;
  volume: (label: string, what: string, from: string, to: string) => string;
  speed: (label: string, what: string, from: string, to: string) => string;
  trackAdded: (label: string) => string;
  trackRemoved: (label: string) => string;
  trackRenamed: (from: string, to: string) => string;
  trackChanged: (label: string) => string;
  trimmed: (from: string, to: string) => string;
  duration: (from: string, to: string) => string;
  uploaded: (name: string | undefined) => string;
  generated: (name: string | undefined) => string;
  mediaRemoved: (name: string | undefined) => string;
  mediaChanged: (name: string | undefined) => string;
  aspectRatio: (from: string | undefined, to: string) => string;
  canvas: (from: string | undefined, to: string) => string;
  canvasChanged: string;
  unknown: string;
}

const named = (name: string | undefined) => (name === undefined ? "" : `: ${name}`);
const fromTo = (from: string | undefined, to: string) => (from === undefined ? to : `${from} -> ${to}`);

const english: ChangeWords = {
  untitled: "untitled",
  added: (label, what) => `${label} added: ${what}`,
  removed: (label, what) => `${label} removed: ${what}`,
  replaced: (label, from, to) => `${label} changed: ${from} -> ${to}`,
  changed: (label, what) => `${label} changed: ${what}`,
  moved: (label, what, from, to) => `${label} moved: ${what}, ${from} -> ${to}`,
  movedTogether: (label, count) => `${label} moved: ${count} segments`,
  retimed: (label, what, from, to) => `${label} retimed: ${what}, ${from} -> ${to}`,
  volume: (label, what, from, to) => `${label} volume: ${what}, ${from} -> ${to}`,
  speed: (label, what, from, to) => `${label} speed: ${what}, ${from} -> ${to}`,
  trackAdded: (label) => `Track added: ${label}`,
  trackRemoved: (label) => `Track removed: ${label}`,
  trackRenamed: (from, to) => `Track renamed: ${from} -> ${to}`,
  trackChanged: (label) => `Track settings changed: ${label}`,
  trimmed: (from, to) => `Trimmed: ${from} -> ${to}`,
  duration: (from, to) => `Duration: ${from} -> ${to}`,
  uploaded: (name) => `Media uploaded${named(name)}`,
  generated: (name) => `Media generated${named(name)}`,
  mediaRemoved: (name) => `Media removed${named(name)}`,
  mediaChanged: (name) => `Media changed${named(name)}`,
  aspectRatio: (from, to) => `Aspect ratio: ${fromTo(from, to)}`,
  canvas: (from, to) => `Canvas: ${fromTo(from, to)}`,
  canvasChanged: "The canvas settings changed",
  unknown: "The project changed",
};

const namedInChinese = (name: string | undefined) => (name === undefined ? "" : `：${name}`);

const chinese: ChangeWords = {
  untitled: "未命名",
  added: (label, what) => `已添加${label}：${what}`,
  removed: (label, what) => `已移除${label}：${what}`,
  replaced: (label, from, to) => `${label}已更改：${from} -> ${to}`,
  changed: (label, what) => `${label}已更改：${what}`,
  moved: (label, what, from, to) => `${label}已移动：${what}，${from} -> ${to}`,
  movedTogether: (label, count) => `${label}已移动：${count} 个片段`,
  retimed: (label, what, from, to) => `${label}时间已调整：${what}，${from} -> ${to}`,
  volume: (label, what, from, to) => `${label}音量：${what}，${from} -> ${to}`,
  speed: (label, what, from, to) => `${label}速度：${what}，${from} -> ${to}`,
  trackAdded: (label) => `已添加轨道：${label}`,
  trackRemoved: (label) => `已移除轨道：${label}`,
  trackRenamed: (from, to) => `轨道已重命名：${from} -> ${to}`,
  trackChanged: (label) => `轨道设置已更改：${label}`,
  trimmed: (from, to) => `已裁剪：${from} -> ${to}`,
  duration: (from, to) => `时长：${from} -> ${to}`,
  uploaded: (name) => `已上传素材${namedInChinese(name)}`,
  generated: (name) => `已生成素材${namedInChinese(name)}`,
  mediaRemoved: (name) => `已移除素材${namedInChinese(name)}`,
  mediaChanged: (name) => `素材已更改${namedInChinese(name)}`,
  aspectRatio: (from, to) => `画面比例：${fromTo(from, to)}`,
  canvas: (from, to) => `画布：${fromTo(from, to)}`,
  canvasChanged: "画布设置已更改",
  unknown: "项目已更改",
};

export const changeWords: Record<Language, ChangeWords> = { en: english, zh: chinese };
