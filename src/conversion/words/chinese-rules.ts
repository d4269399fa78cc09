import type { PresetName } from "../spec.js";
import { parseFrameRate } from "../frame-rate.js";
import { rule, type Rule, setAudio, setVideo } from "./rule.js";
import { bitrateText, setBitrate, setTargetSize, sizeText } from "./shared-rules.js";

const uses: readonly [RegExp, PresetName][] = [
  [/(?:用于|适合|上传到?|发布?到)\s?youtube/, "youtube"],
  [/(?:用于|适合|上传到?|发布?到)\s?vimeo/, "vimeo"],
  [/(?:用于|适合)\s?(?:网页|网站|浏览器|web)/, "web"],
  [/(?:用于|适合|在)\s?手机(?:上?(?:播放|观看))?/, "mobile"],
  [/(?:用于|适合)?\s?(?:邮件|电子邮件|email)(?:附件)?(?:发送)?/, "email"],
  [/(?:用于)?\s?(?:存档|归档)/, "archive"],
  [/(?:用于)?\s?(?:广播|电视台?)(?:播出)?/, "broadcast"],
  [/(?:用于|作为)?\s?(?:快速)?预览/, "preview"],
];

const folders: readonly [RegExp, string][] = [
  [/(?:我的)?下载(?:文件夹|目录)?(?:里|中|下)?(?:面)?的?/, "~/Downloads"],
  [/(?:我的)?桌面(?:文件夹|目录)?(?:上|里|中)?(?:面)?的?/, "~/Desktop"],
  [/(?:我的)?(?:视频|影片)(?:文件夹|目录)(?:里|中|下)?(?:面)?的?/, "~/Videos"],
];

export const chineseRules: readonly Rule[] = [
  rule(
    "bitrate",
    new RegExp(
      String.raw`(?:视频|音频)?(?:码率|比特率)\s?(?:为|是|到|=|：|:)?\s?(?<rate>${bitrateText})(?![a-z])`,
    ),
    (reading, { rate }) => setBitrate(reading, rate!),
  ),
  rule(
    "targetSize",
    new RegExp(
      String.raw`(?:压缩(?:到|至)|控制在|小于|低于|不超过|不大于|少于|最大|最多)\s?(?<size>${sizeText})(?:以内|以下|之内|左右)?`,
    ),
    (reading, { size }) => setTargetSize(reading, size!),
  ),
  rule("targetSize", new RegExp(String.raw`(?<size>${sizeText})\s?(?:以内|以下|之内)`), (reading, { size }) =>
    setTargetSize(reading, size!),
  ),
  rule("source", new RegExp(String.raw`(?:一个)?\s?${sizeText}\s?的\s?(?=mov|mkv|avi|mp4|webm|视频|文件)`)),
  rule(
    "video.fps",
    /帧率\s?(?:为|是|=|：|:)?\s?(?<fps>\d+(?:\.\d+)?)|每秒\s?(?<each>\d+(?:\.\d+)?)\s?帧/,
    (reading, { fps, each }) => {
      setVideo(reading, { fps: parseFrameRate(fps ?? each!) });
    },
  ),
  rule(
    "video.codec",
    /(?:不要?|无需|不用|不必)(?:重新?编码|转码)|直接封装|无损封装|仅?换封装|流复制|复制流/,
    (reading) => {
      setVideo(reading, { codec: "copy" });
      setAudio(reading, { codec: "copy" });
    },
  ),
  rule("video.codec", /复制视频流?|保留原?视频流?/, (reading) => setVideo(reading, { codec: "copy" })),
  rule("audio.codec", /复制音频流?|保留原?(?:音频|声音)流?|(?:音频|声音)不变/, (reading) =>
    setAudio(reading, { codec: "copy" }),
  ),
  rule("reencode", /(?:强制|全部|完全)?重新编码/, ({ spec }) => {
    spec.reencode = true;
  }),
  rule("audio", /静音|(?:去掉|去除|删除|移除|不要)(?:声音|音频)|无声(?:音)?/, ({ spec }) => {
    spec.audio = false;
  }),
  rule("audio", /音频|声音|音轨/, (reading) => {
    reading.subject = "audio";
  }),
  rule("video", /视频|画面|影片/, (reading) => {
    reading.subject = "video";
  }),
  rule(
    "quality",
    /(?:尽量)?(?:不要?|别)?(?:损失|降低)(?:太多)?(?:画质|质量)|(?:尽量)?(?:保持|保证)(?:画质|质量)/,
  ),
  ...uses.map(([pattern, useCase]) =>
    rule("useCase", pattern, ({ spec }) => {
      spec.useCase = useCase;
    }),
  ),
  ...folders.map(([pattern, folder]) =>
    rule("selection.folder", pattern, ({ selection }) => {
      selection.folder = folder;
      selection.batch = true;
    }),
  ),
  rule(
    "selection.folder",
    /(?<folder>(?:\.{0,2}|~)\/[^\s，,;；"']+?)(?:文件夹|目录)?(?:里|中|下)?的?(?=\s|，|,|$)/,
    ({ selection }, { folder }) => {
      selection.folder = folder!;
      selection.batch = true;
    },
  ),
  rule("selection.batch", /所有|全部|批量|每个|整个文件夹(?:的|里的)?/, ({ selection }) => {
    selection.batch = true;
  }),
];

/** Words that carry the sentence and no meaning of their own. */
export const chineseFiller =
  /请|帮我|帮忙|把|将|给我|这个|这些|那个|一个|一段|我的|我|你|它|转换|转成|转为|转到|转码|换成|变成|改成|改为|压缩|编码|制作|生成|输出|导出|保存|使用|采用|用|以|成为|成|为|到|至|的|和|与|及|并且?|且|在|里面?|中|下|上|是|格式|文件夹?|录屏|屏幕录像|录像|分辨率|帧率|码率|比特率|大小|体积|画质|质量|清晰度|太多|个|秒/uy;
