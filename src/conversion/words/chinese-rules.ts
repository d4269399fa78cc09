import {
  bitrateText,
  plainBitrateText,
  setBitrateOf,
  setMaxBitrate,
  setTargetSize,
  sizeText,
} from "./quantity-rules.js";
import { audio, copyAll, noAudio, reencodeAll, rule, type Rule, setVideo, speakOf } from "./rule.js";
import { number, setCrf, setFps, setSize } from "./shared-rules.js";

const rateName = "(?:码率|比特率)";
const link = String.raw`\s?(?:设(?:置)?(?:为|成|到)|改(?:为|成)|提高到|降(?:低)?(?:到|至|为)|约?为|是|到|用|=|:)?\s?`;
// "Down to" and "up to" what: of a rate it names the rate, of a file its size.
const onto = String.raw`\s?(?:设置?|改|变|换|调整?|[下上]?调[低小高大]?|压缩?|缩[小减]?|减[小少低]?|下?降低?|提[高升]?|上?升高?|增[加大]?)?(?:到|至|为|成)\s?(?:大?约)?\s?`;
const limit =
  "(?:不(?:得|能|要|可)?(?:超过|超出|大于|高于|多于)|别超过|小于|低于|少于|最大|最高|最多|至多|控制(?:在|到)|限制(?:在|到|为)|上限(?:为|是)?)";
const within = String.raw`(?:\s?(?:以内|以下|之内|之下|左右|内))?`;
const source = "mov|mkv|avi|mp4|webm|wmv|flv|视频|文件|影片|录像|录屏|素材|片子";

const soundNoun = "(?:音频|声音|音轨|原声)(?:流|轨道?|部分)?";
const also = "(?:都|也|就|则|请)?";
const notAnew =
  "(?:不(?:要|用|需要?|必|做|再)?|无需|无须|别|避免|禁止)(?:进行|再)?(?:(?:重新|再次?|重)编码|转码)";

export const chineseRules: readonly Rule[] = [
  rule(
    "bitrate",
    String.raw`(?<noun>视频|音频|声音)?(?:的)?${rateName}${link}(?<rate>${bitrateText})`,
    (reading, { noun, rate }) => setBitrateOf(reading, noun, rate!),
  ),
  rule(
    "bitrate",
    String.raw`(?:${onto})?(?<rate>${bitrateText})\s?的?(?<noun>视频|音频|声音)?的?${rateName}`,
    (reading, { noun, rate }) => setBitrateOf(reading, noun, rate!),
  ),
  rule(
    "bitrate",
    String.raw`(?:(?<noun>视频|音频|声音)?的?${rateName}(?:\s?[从由]?\s?${bitrateText})?|(?:把|将|从|由)?\s?${bitrateText}的?(?<of>视频|音频|声音)?的?${rateName})${onto}(?<rate>${bitrateText})(?:\s?(?<most>以内|以下|之内|之下)|\s?左右)?`,
    (reading, { noun, of = noun, rate, most }) =>
      most === undefined ? setBitrateOf(reading, of, rate!) : setMaxBitrate(reading, { rate, noun: of }),
  ),
  rule(
    "video.maxBitrate",
    String.raw`(?<noun>视频)?(?:的)?(?:(?:最大|最高|峰值)(?:视频)?${rateName}${link}|${rateName}\s?${limit}\s?)(?<rate>${bitrateText})${within}`,
    setMaxBitrate,
  ),
  rule("video.maxBitrate", String.raw`${limit}\s?(?<rate>${plainBitrateText})${within}`, setMaxBitrate),
  rule(
    "targetSize",
    String.raw`(?:(?:目标|文件)?(?:大小|体积))?\s?(?:压缩|压|缩|缩小|减小|减少|降|降低)(?:到|至|成|为)\s?(?:约|大约)?\s?(?<size>${sizeText})${within}`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`(?:(?:目标|文件)?(?:大小|体积))?\s?${limit}\s?(?<size>${sizeText})${within}`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`(?:目标|文件)?(?:大小|体积)${link}(?<size>${sizeText})${within}`,
    setTargetSize,
  ),
  rule("targetSize", String.raw`(?<size>${sizeText})\s?(?:以内|以下|之内|之下)`, setTargetSize),
  rule("source", String.raw`(?:一个|这个|我的)?\s?${sizeText}\s?(?:大小)?\s?的?\s?(?=${source})`),
  rule("source", String.raw`(?:从|由|原来|现在|目前)(?:有|是)?\s?${sizeText}`),
  rule("source", String.raw`(?:有|大小是)\s?${sizeText}(?:大|这么大|那么大)?`),
  rule("video.crf", String.raw`crf\s?值?${link}(?<crf>${number})(?!\.?\d|[a-z])`, setCrf),
  rule(
    "video.fps",
    String.raw`帧率${link}(?<fps>\d+\/\d+|${number})\s?(?:fps|帧(?:\/秒|每秒)?)?(?!\.?\d)|每秒\s?(?<each>${number})\s?帧`,
    setFps,
  ),
  rule(
    "video.height",
    /分辨率\s?(?:为|是|到|设为|改为|改成)?\s?(?<height>\d{3,4})(?!\.?\d|\s?[a-z×*])/,
    setSize,
  ),
  rule("video.width", /宽(?:度)?\s?(?:为|是|设为)?\s?(?<width>\d{2,5})\s?(?:像素|px)?(?!\.?\d)/, setSize),
  rule(
    "video.codec",
    String.raw`(?<!${soundNoun}${also}|画面${also})${notAnew}(?!的?(?:${soundNoun}|画面))|直接(?:封装|换封装|转封装)|无损封装|(?:仅|只)?(?:需)?(?:转|换|重新|更换|改|改变|更改|修改)(?:一下|个)?(?:封装|容器)(?:格式)?|流(?:复制|拷贝)|复制(?:所有|全部)?流|直接复制流|(?:视频|画面)[和与及、]${soundNoun}${also}${notAnew}`,
    copyAll,
  ),
  rule(
    "video.codec",
    /(?:直接)?(?:复制|拷贝)(?:原)?视频流?|视频流?(?:直接)?(?:复制|拷贝)|保留原?视频流?|视频流?(?:保持)?不变/,
    (reading) => setVideo(reading, { codec: "copy" }),
  ),
  rule("video.codec", String.raw`${notAnew}的?画面|画面${also}${notAnew}`, (reading) =>
    setVideo(reading, { codec: "copy" }),
  ),
  rule(
    "audio.codec",
    String.raw`${notAnew}的?${soundNoun}|${soundNoun}${also}${notAnew}`,
    audio({ codec: "copy" }),
  ),
  rule(
    "audio.codec",
    /(?:直接)?(?:复制|拷贝)(?:原)?(?:音频|声音)流?|(?:音频|声音)流?(?:直接)?(?:复制|拷贝)|保留(?:原声|原(?:来的?|始)?(?:音频|声音|音轨)流?|(?:音频|声音)流?)|(?:音频|声音)流?(?:保持)?不变/,
    audio({ codec: "copy" }),
  ),
  rule(
    "reencode",
    /(?:修复|解决|去掉|去除|消除|处理)?(?:一下)?(?:视频|画面)?的?(?:绿帧|绿屏|花屏|发绿)(?:的?(?:问题|画面|帧))?/,
    reencodeAll,
  ),
  rule(
    "audio.codec",
    String.raw`(?<!(?:不|别|免|无需|无须|要|用|必|禁止)(?:把|将|对|让|给)?)(?:(?:只|仅)?重新编码${soundNoun}|${soundNoun}重新编码)`,
    audio({ codec: "aac" }),
  ),
  rule(
    "reencode",
    /(?<!(?:不|别|免|无需|无须|要|用|必|禁止)(?:(?:把|将|对|让|给)?(?:音频|声音|视频|画面|它))?)(?:强制|全部|完全|彻底)?(?:重新|再次)编码(?!(?:音频|声音))/,
    reencodeAll,
  ),
  rule(
    "audio",
    /(?:去掉|去除|删除|删掉|移除|不要|不带)(?:所有)?(?:声音|音频|音轨)(?!\s?(?:重新|再|转)?(?:编码|转码|不))|静音|无声(?:音)?/,
    noAudio,
  ),
  rule(
    "audio",
    /(?:把|将)(?:所有的?|全部的?|视频的?|原来的?)?(?:声音|音频|音轨|原声)(?:都|全部)?(?:去掉|去除|删除|删掉|移除|关掉)/,
    noAudio,
  ),
  rule("audio", /(?:不要?|别|不用|无需)静音/),
  rule("audio", /音频|声音|音轨/, (reading) => speakOf(reading, "audio")),
  rule("video", /视频|画面|影片/, (reading) => speakOf(reading, "video")),
  rule(
    "quality",
    /(?:并且?|但|同时)?(?:尽量|尽可能|最好)?(?:不(?:要|能|会|可以?|得|想|允许)?|别|勿|避免|无需|没有)(?:太(?:多|大)|明显|过多)?(?:损失|降低|影响|牺牲)(?:太多|太大)?(?:的)?(?:画质|质量|清晰度)(?:太多)?|(?:尽量|尽可能)?(?:保持|保证|保留)(?:原有|原来)?的?(?:画质|质量|清晰度)|(?:画质|质量|清晰度)(?:基本)?(?:不变|不(?:要|能|会|可以?|得)?(?:有)?(?:明显|太多)?(?:降低|下降|损失|变差))/,
  ),
];
