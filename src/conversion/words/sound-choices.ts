import { asFault, not, negation, type Choice } from "./choice.js";

const drop = String.raw`(?:without|drop|remove|strip|delete|discard|ditch|exclude|get rid of|${not} (?:keep|include|want|add|copy)|${asFault}no)(?: out)?(?: the| all| any| of){0,6}`;
const keep =
  "(?:keep|preserve|retain|include|maintain|with|leave|copy|add)(?:ing)?(?: in)?(?: the| all| any| every| of| my){0,6}";
const drops = "(?:去掉|去除|删除|删掉|移除|不要|不带|不保留|不含|无|没有|丢弃|取消|去)(?:所有|全部)?的?";
const words = "(?:subtitles?|subs|captions)(?: tracks?| streams?)?";
const intoPicture = "(?: (?:in|into|onto)(?: (?:to )?(?:the )?(?:picture|video|image|frame|file|mp4))?)?";

/** What of the sound, the subtitles, the tracks and the file is chosen. */
export const soundChoices: readonly Choice[] = [
  [
    "audio.normalize",
    false,
    "no loudness normalization",
    "不要响度标准化",
    String.raw`${not} (?:normali[sz](?:e|ing)|(?:loudness|volume|audio) normali[sz]ation)(?: the)?(?: (?:loudness|volume|audio|sound))?|${negation}(?:响度|音量|声音)(?:标准化|归一化)`,
  ],
  [
    "audio.normalize",
    true,
    "normalize the loudness",
    "响度标准化",
    String.raw`(?:normali[sz](?:e|ed|ing|ation)|even out|level out|fix)(?: of)?(?: the)? ?(?:audio |sound )?(?:loudness|volume|audio|sound|levels?)(?: levels?)?|(?:with )?(?:loudness|volume|audio|sound) normali[sz](?:ation|ed)|loudnorm|normali[sz]ed?(?: it)?|(?:to |per )?ebu ?r ?128|(?:响度|音量|声音|音频)(?:标准化|归一化|正常化|统一|规范化)(?:处理)?|(?:标准化|归一化|统一)(?:响度|音量|声音|音频)(?:大小)?`,
  ],
  [
    "audio.channels",
    1,
    "mono",
    "单声道",
    String.raw`(?:in |as |to )?(?:mono(?:phonic)?|(?:single|one)[- ]channel)|单(?:个|一)?(?:声|音)道`,
  ],
  [
    "audio.channels",
    2,
    "stereo",
    "立体声",
    String.raw`(?:in |as |to )?(?:stereo|(?:two|dual)[- ]channels?)|(?:双|两个?|二)(?:声|音)道(?:立体声)?|2\.0(?:\s?声道)?`,
  ],
  [
    "audio.channels",
    6,
    "5.1 channels",
    "5.1 声道",
    String.raw`5\.1\s?(?:环绕|声|道|音)+|(?:in |as |to )?5\.1(?:[- ](?:surround|channels?)){0,6}(?: sound)?|(?:six|六)[- ]?(?:channels?|声道)`,
  ],
  [
    "audio.channels",
    8,
    "7.1 channels",
    "7.1 声道",
    String.raw`7\.1\s?(?:环绕|声|道|音)+|(?:in |as |to )?7\.1(?:[- ](?:surround|channels?)){0,6}(?: sound)?`,
  ],
  [
    "subtitles",
    "keep",
    "keep the subtitles",
    "保留字幕",
    String.raw`${keep} ${words}(?: as (?:they are|is))?|soft[- ]?subs?|${not} (?:burn|drop|remove|strip|delete)(?: in| out)?(?: the| any)? ${words}(?: in)?|(?:保留|保持|带上?|包含|含|要)(?:所有|全部|原有|原来)?的?字幕(?:轨道?|流)?|软字幕|${negation}(?:烧录|烧入|压制|嵌入|去掉|删除)字幕`,
  ],
  [
    "subtitles",
    "drop",
    "no subtitles",
    "去掉字幕",
    String.raw`${drop} ${words}|${drops}字幕(?:轨道?|流)?(?!烧)`,
  ],
  [
    "subtitles",
    "burn",
    "burn in the subtitles",
    "烧录字幕",
    String.raw`(?:burn(?:ed|t|ing)?|hard-?\s?cod(?:e|ed|ing)|bak(?:e[ds]?|ing)|hard-?sub)(?: the| my| all){0,6}(?: in(?:to)?)?(?: the| my| all){0,6} ${words}${intoPicture}|hard-?\s?subs?|${words} (?:(?:should |must )?be |is |are )?(?:burn(?:ed|t)|hard-?coded|baked)[- ]?(?:in)?${intoPicture}|(?:烧录|烧入|压制|硬压|嵌入|内嵌|压入|烧)(?:进?画面)?硬?字幕(?:到(?:画面|视频)(?:中|里|上)?)?|(?:把|将)?字幕(?:烧录?|压制?|嵌入?|内嵌|硬压)(?:到|进|入|在){0,6}(?:画面|视频)?(?:里|中|上|内)?面?去?|硬字幕`,
  ],
  [
    "streams.audio",
    "all",
    "all audio tracks",
    "所有音轨",
    String.raw`(?:keep |with |include |copy |preserve )?(?:all|every|each|both)(?: of)?(?: the)? (?:audio|sound|language)s?(?: tracks?| streams?| channels)?(?! channels?\b)|(?:保留|包含|要)?(?:所有|全部|每一?[条个]|全)的?(?:音轨|音频轨道?|音频流?|声音|语言)`,
  ],
  [
    "streams.audio",
    "default",
    "the default audio track",
    "默认音轨",
    String.raw`(?:only |just |keep |use ){0,6}(?:the )?default (?:audio|sound)(?: tracks?| stream)?|(?:只要|仅保留|只保留|使用|用)?默认的?(?:音轨|音频)`,
  ],
  ["streams.audio", [], "audio tracks: none", "音轨：无"],
  [
    "faststart",
    false,
    "no faststart",
    "不要快速启动",
    String.raw`${not} fast-?\s?start|(?:moov(?: atom)?|index) at the end|${negation}(?:快速启动|\s?fast-?\s?start)`,
  ],
  [
    "faststart",
    true,
    "faststart",
    "快速启动",
    String.raw`(?:with )?fast[- ]?start|web[- ]optimi[sz]ed|(?:with )?(?:the )?(?:moov(?: atom)?|index) (?:at|to|in) (?:the )?(?:front|beginning|start)|(?:for )?progressive download|(?:网络)?快速(?:启动|开播)|(?:支持)?边下(?:载)?边播(?:放)?|moov\s?(?:前置|放?(?:在|到)?(?:文件)?(?:开头|最前|前面|头部))`,
  ],
  [
    "fragmented",
    false,
    "not fragmented",
    "不分片",
    String.raw`(?:not?|non)[- ]fragment(?:ed|s|ation)|${not} fragment(?: it)?|${negation}分片`,
  ],
  [
    "fragmented",
    true,
    "fragmented",
    "分片",
    String.raw`fragmented(?: mp4)?|(?:as |in )?(?:fmp4|fragments|cmaf)|frag mp4|分片(?:式|的)?(?:\s?mp4)?|碎片化(?:\s?mp4)?`,
  ],
];
