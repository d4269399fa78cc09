import { sizeText } from "./quantity-rules.js";
import { rule, type Rule } from "./rule.js";
import { number, setFps } from "./shared-rules.js";
import { putAs, time } from "./trim-rules.js";

/** What people say around a wish: where the file is sent, what is wrong with it, and "keep" before what is wanted. */

const chat =
  "(?:whats\\s?app|telegram|signal|discord(?: nitro)?|slack|messenger|we\\s?chat|line|teams|g-?mail|outlook)(?![a-z])";
const chatChinese = "(?:微信|企业微信|qq|钉钉|飞书|朋友圈|whatsapp|telegram)";
// Its limit is not known here; beside a size that is named it need not be.
const besideSize = `(?:(?=[^]{0,60}${sizeText})|(?<=${sizeText}[^]{0,60}))`;
const turning =
  "(?=[^]{0,60}(?:rotat|turn|flip|upside|\\d{2,3}\\s?(?:°|deg)|旋转|转\\s?\\d|[顺逆]时针|[左右]转))";
const film = "(?:it|this|(?:the |my |this )?(?:video|clip|file|movie|picture|recording))";

export const everydayRules: readonly Rule[] = [
  rule(
    "targetSize",
    `(?:(?:so (?:that )?)?(?:i|it) (?:can|will|fits?) )?(?:(?:to )?(?:be )?(?:send|sent|share|shared|post|posted|upload|uploaded)(?: (?:it|this))? )?(?:(?:to|for|on|via|over|through|in) )?${chat}(?:['’]s)?(?: (?:limit|attachments?|upload|messages?))?${besideSize}`,
  ),
  rule(
    "targetSize",
    `(?:(?:用来|用于|好|以便|方便|要|能)?(?:通过|用)?(?:发送?|传|分享|上传)(?:到|给|至|在)?)${chatChinese}(?:上|里|群|好友|用|朋友)?${besideSize}`,
  ),
  rule("source", `(?:${film}(?:['’]s| is) )?(?:sideways|on its side|lying on its side)(?![a-z])${turning}`),
  rule("source", `(?:视频|画面|录像)?(?:是|拍)?(?:倒|歪|横|反)(?:着|过来)?(?:了|的)${turning}`),
  rule(
    "source",
    `(?:${film}(?:['’]s| is) |(?<=^|[,.;] ?))(?:(?:way |far |much )?too|very|so|quite|really) (?:big|large|huge|heavy)(?![a-z])(?=[^]{0,60}(?:compress|shrink|squeeze|smaller|${sizeText}))`,
  ),
  rule(
    "source",
    "(?:文件|视频|录像)?(?:实在)?(?:太|有点|很)大了?(?=[^]{0,30}(?:压|缩|减小|变小|小一?[点些]))",
  ),
  rule(
    "video.fps",
    String.raw`keep(?:ing)?(?: (?:it|the))?(?: at)? (?<fps>${number})\s?fps(?![a-z])`,
    setFps,
  ),
  rule("video.fps", String.raw`(?:保持|维持|保留)\s?(?<fps>${number})\s?(?:fps|帧)`, setFps),
  rule(
    "trim",
    `(?:trim|cut|shorten)(?: (?:${film}))?(?: down)? to (?:only |just )?(?:the )?first (?<time>${time})(?: only)?`,
    putAs("length"),
  ),
];
