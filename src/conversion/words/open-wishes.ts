import { inexpressible, put, rule, type Rule } from "./rule.js";

/** What is to become more, less or other, without a word about what of: "resize it", "turn the sound down", "调整分辨率". */

// Where the sentence, or what is said of it, ends, and no number that says how much comes behind.
const unsaid = String.raw`(?![^]{0,60}(?:\d\s?(?:p|fps|帧|[x×*]|k?hz|[kmg]b?|%|db|度|°)(?![a-z])|(?<![a-z])(?:u?hd|sd|mp4|youtube|vimeo|mobile|e-?mail)(?![a-z])|高清|标清))`;
const end = String.raw`(?=(?: (?:please|now|thanks?))?\s?(?:[.,;!?]|$|(?:and|then|but) ))${unsaid}`;
const endChinese = String.raw`(?:一[点些下]|些|点)?(?:吧|了|谢谢)?(?=\s?(?:[,.;!?。]|$|并|然后|再|而))${unsaid}`;

const sound = "(?:the |its |my )?(?:audio|sound|volume|music)(?: (?:size|level|volume))?";
const by = "(?: (?:a (?:bit|little|lot)|slightly|somewhat|up|down|smaller|lighter)){0,2}";
const less =
  "(?:compress|shrink|squeeze|turn|bring|put|make|change|adjust|set|lower|reduce|decrease|raise|increase|boost)";
const scale = "(?:re-?siz|(?:re|down|up)?-?scal)(?:e|ed|ing)";
const film = " (?:it|this|that|them|the (?:video|picture|image|clip|film|movie|file))";
const property =
  "(?:format|codec|resolution|(?:file |frame |picture )?size|frame ?rate|bit-?\\s?rate|sample rate|quality|video|picture)";

const soundChinese = "(?:声音|音频|音量|音轨)";
const lessChinese = "(?:降低|调[低小高大整]?|减[小少低]|提高|增[大加]|加大|变[小大]|压缩|压|小|大)";
const propertyChinese = "(?:分辨率|码率|比特率|帧率|采样率|格式|尺寸|大小|画面|画质|编码)";

const soundOnly: Rule["apply"] = (reading) => put(reading, "video", false);

export const openWishes: readonly Rule[] = [
  rule(inexpressible, `${less}(?: (?:up|down))? ${sound}${by}${end}`),
  rule(inexpressible, `${scale}(?:${film})?(?: (?:up|down))?${end}`),
  rule(inexpressible, `turn${film}${end}`),
  rule(
    inexpressible,
    `(?:(?:change|set|adjust|modify|alter) (?:the |its )?${property}|(?:reduce|lower) (?:the |its )?(?:video|picture))${end}`,
  ),
  // Without its sound, or without what else?
  rule(
    inexpressible,
    `(?<!(?:no|without|drop|remove) (?:the )?(?:audio|sound),? )(?:(?:i )?(?:just|only)(?: (?:want|need|give me))?|(?:i )?(?:want|need|give me) (?:just|only)) (?:the )?(?:video|picture)${end}(?!,? (?:no|without|not) )`,
  ),
  rule(
    "video",
    `(?:(?:i )?(?:just|only) (?:want|need|give me|get me)|(?:please )?give me(?: just| only)?|(?:i )?(?:want|need)(?: just| only)) (?:the )?(?:audio|sound|soundtrack)(?: only)?${end}`,
    soundOnly,
  ),
  rule("video", `(?:我?(?:只|就|仅)(?:想要|需要|想|要)|给我)(?:声音|音频)${endChinese}`, soundOnly),
  rule(inexpressible, `${soundChinese}(?:再|要|给我)?${lessChinese}${endChinese}`),
  rule(inexpressible, `${lessChinese}(?:一下)?${soundChinese}${endChinese}`),
  rule(
    inexpressible,
    `(?:调整?|修改|改变?|更改|设置|换)(?:一下|个)?(?:视频|画面|文件)?的?${propertyChinese}${endChinese}`,
  ),
  rule(inexpressible, `缩放(?:一下)?(?:视频|画面|影片)?${endChinese}|画面转动?${endChinese}`),
];
