import type { PresetName } from "../spec.js";
import { put, rule, type Rule } from "./rule.js";
import { addExtension, extensions, pictureKind } from "./shared-rules.js";

const purpose = String.raw`(?:用于|用来|适合|适用于|给|为了|放(?:在|到)|发(?:布)?(?:在|到)|上传(?:到|至)?|投稿到?|在)`;
const uses: readonly [string, PresetName][] = [
  [String.raw`${purpose}(?:上传(?:到)?|发布(?:到)?)?\s?youtube(?:上|平台)?(?:播放|发布|使用)?`, "youtube"],
  [String.raw`${purpose}(?:上传(?:到)?|发布(?:到)?)?\s?vimeo(?:上|平台)?(?:播放|发布|使用)?`, "vimeo"],
  [String.raw`${purpose}\s?(?:网页|网站|浏览器|web)(?:上|里|中)?(?:播放|观看|使用|展示)?`, "web"],
  ["(?:在)?(?:网页|网站|浏览器)(?:上|里|中)?(?:播放|观看|使用|展示)", "web"],
  ["(?:在)?手机(?:上|端)?(?:播放|观看|看)", "mobile"],
  [String.raw`${purpose}\s?(?:手机|移动端|移动设备)(?:上|端)?(?:播放|观看|看|使用)?`, "mobile"],
  [
    String.raw`(?:${purpose}|通过|以)?\s?(?:发送)?(?:电子邮件|邮件|邮箱|email)(?:的)?(?:附件)?(?:发送|发出去)?`,
    "email",
  ],
  [String.raw`(?:${purpose})?\s?(?:长期)?(?:存档|归档)(?:保存)?`, "archive"],
  [String.raw`(?:${purpose})?\s?(?:广播|电视台?)(?:播出)?`, "broadcast"],
  [String.raw`(?:${purpose}|作为)?\s?(?:快速)?预览`, "preview"],
];

const inside = "(?:里|中|下|内|上)?(?:面|边)?的?";
const folders: readonly [string, string][] = [
  [String.raw`(?:我的)?下载(?:文件夹|目录)?${inside}`, "~/Downloads"],
  [String.raw`(?:我的)?桌面(?:文件夹|目录)?${inside}`, "~/Desktop"],
  [String.raw`(?:我的)?(?:视频|影片)(?:文件夹|目录)${inside}`, "~/Videos"],
];

const path = String.raw`(?<![\w.])(?:(?:\.{1,2}|~)?\/|[a-z]:[\\/])[^\s,;"'，。；]+?`;
const isFile = new RegExp(String.raw`\.(?:${extensions}|mp4)$`, "i");

/** What is converted and what for. */
export const chineseSelection: readonly Rule[] = [
  ...uses.map(([pattern, useCase]) =>
    rule("useCase", pattern, (reading) => put(reading, "useCase", useCase)),
  ),
  ...folders.map(([pattern, folder]) =>
    rule("selection.folder", pattern, ({ selection }) => {
      selection.folder = folder;
      selection.batch = true;
    }),
  ),
  rule(
    "selection.folder",
    String.raw`(?<folder>${path})\s?(?:这个)?(?:(?:文件夹|目录)${inside}|(?:里|中|下)(?:面|边)?的|(?=[\s,;"'，。；]|$))`,
    ({ selection }, { folder }) => {
      if (isFile.test(folder!)) return false;
      selection.folder = folder!;
      selection.batch = true;
      return true;
    },
  ),
  rule(
    "selection.batch",
    /所有的?|全部的?|批量|每一?个|这些|多个|(?:把|将)?(?:一|整个?|这个|那个|我的)?(?:文件夹|目录)(?:里|中|下)?(?:面)?的?/,
    ({ selection }) => {
      selection.batch = true;
    },
  ),
  // What is taken is what there is.
  rule(
    "source",
    String.raw`(?:(?:把|将)(?:[这那][个段些部]|我的|一个)?|[这那][个段些部]|我的)\s?(?:${pictureKind}\s?(?:编码|格式)?的?\s?)+(?=视频|文件|影片|录像|录屏|转|变|换|改|(?:${extensions}|mp4)(?![a-z]))`,
  ),
  rule("selection.extensions", /(?:所有|全部|每个)的?\s?mp4(?:文件|视频)?/, (reading) => {
    addExtension(reading, "mp4");
    reading.selection.batch = true;
  }),
];

/** Words that carry the sentence and no meaning of their own. */
export const chineseFiller =
  /请|但是?|不过|就(?:行|好|可以)了?|即可|吧|了|一段|这部|原始|输入|麻烦|帮我|帮忙|帮|你好|谢谢|您|把|将|给我|给|让|使其?|这个|这段|那个|那段|一个|一段|一下|有个?|我的|我想?|想要?|希望|需要|你|它们?|转换|转成|转为|转到|转码|转|换成|换为|变成|变为|变|改成|改为|改|设置?为|设置?成|设置|调整?(?:为|到|成)?|降(?:低)?(?:到|至|为)?|提高到|缩放(?:到|至|为)?|压缩|压|编码器?|制作|做成|做|弄成|生成|输出|导出|保存|存成|使用|采用|用|以|成为|成|为|到|至|的|和|与|及|同时|然后|再|并且?|且|在|里面?|中|下|上|是|要|都|格式|容器|文件|录屏|屏幕录像|屏幕录制|录像|素材|片子|分辨率|帧率|码率|比特率|大小|体积|画质|质量|清晰度|太多|个|秒/uy;
