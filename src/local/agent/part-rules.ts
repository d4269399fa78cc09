import { type EditRule, editRule } from "./edit-rule.js";

// For the whole film these are conversions, or no words at all.
const silent: EditRule["read"] = () => ({ kind: "volume", of: "film", level: 0 });
const sound = "(?:the |its |all |any )?(?:original )?(?:sound|audio|voices?|noise)";
const without =
  "(?:remove|cut|delete|drop|take out|strip|turn off|switch off|kill|mute|silence)(?: out| away)?";
const texts = "(?:the |any |all )?(?:music|soundtrack|titles?|captions?|subtitles?|text)";
const away =
  "(?:裁剪?掉|剪掉|去掉|删掉|删除|去除|切掉|剪去|裁去|砍掉|移除|关掉|关闭|消除|消掉|取消|不要|没有|无)";
const soundNoun = "(?:声音|音频|原声|音量|人声|音轨|声)";

/** Edits that are none of the whole film: their words stand in a sentence in which "the video" stands for a part of it. */
export const partRules: readonly EditRule[] = [
  editRule(`(?:${without}|no) ${sound}(?: (?:of|from|in) the video)?`, silent),
  editRule(`${without} the video(?: of|['’]s?)? ${sound}`, silent),
  editRule("(?:make|keep|turn) the video (?:silent|muted?|quiet|soundless)", silent),
  editRule(`${without} the video(?: of|['’]s?)? ${texts}`, () => "whole"),
  editRule(`(?:${without}|no) ${texts}`, () => "whole"),
  editRule(`静音视频|视频(?:消音|变?成?无声|调成静音|设为静音|变静音)`, silent),
  editRule(`${away}(?:视频)?的?${soundNoun}`, silent),
  editRule(
    `(?:把|将|对|给|让)?(?:视频)?的?${soundNoun}(?:都|全部)?(?:${away}|静音|消音|调成静音|关了)`,
    silent,
  ),
  editRule(`${away}(?:视频)?的?(?:所有)?(?:字幕|标题|文字|背景音乐|配乐|音乐)`, () => "whole"),
];
