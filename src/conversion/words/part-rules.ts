import { inexpressible, put, rule, type Rule } from "./rule.js";
import { ofIt, putAs, putRange, removal, removalChinese, time } from "./trim-rules.js";

/**
 * What is to be done with a part of the film alone, such as "mute the first 10 seconds". A spec says one thing of the whole
 * result; taken for words about what stays, those of the part would cut the film. "Keep the first 10 seconds, without
 * sound" does ask for both, as do words on both sides of a comma.
 */

const bare = String.raw`\d{1,9}(?:\.\d{1,9})?`;
const to = String.raw`\s?(?:to|until|till|through|and|-|–|—|~)\s?`;
const range = String.raw`(?:from |between )?(?:${time}|${bare}|the (?:very )?(?:start|beginning))${to}(?:${time}|the end)`;
const edge = `(?:the )?(?:very )?(?:first|opening|initial|last|final) (?:${time}|hour(?![a-z])|minute(?![a-z])|second(?![a-z]))`;
const point = `(?:after|before|until|till|up to|past|starting (?:at|from)|from|at|for) ${time}(?: on(?:wards?)?)?`;
const during = "(?:in|of|from|for|during|over|on|within|between|at|throughout|only|just)";
const section = "(?:(?:the|that|a) (?:part|section|bit|piece|scene|segment|portion) )?";
export const part = `(?:${during} )?${section}(?:${range}|${edge}|${point})${ofIt}(?: only)?`;

const sound = "(?:audio|sounds?|volume|music|soundtrack|voices?|loudness|noise|subtitles?|subs|captions)";
const which = "(?: (?:the|all|any|its|my|original|out|off|up|down|only|of)){0,4}";
const silencing = String.raw`(?:un-?)?mut(?:e|ing)|silenc(?:e|ing)|(?:remove|strip|drop|delete|discard|cut|kill|lose|take|get rid|turn|switch|disable|fade|keep|preserve|replace|lower|raise|boost|increase|decrease|reduce|amplify|duck|set|change|adjust|normali[sz]e)${which} ${sound}`;
const noSound = `(?:without|no)${which} ${sound}`;
const object = String.raw`(?: (?:it|this|that|them|everything|all|the|its|my|whole|audio|sound|video|clip|film|movie|file|volume|tracks?|levels?|music|speed|to|by|of|down|up|off|out|half|zero|double|completely|\d{1,9}(?:\.\d{1,9})?\s?(?:%|x|db)?)(?![a-z\d])){0,6}?`;

const addition =
  "(?:title|text|caption|subtitle|sub|logo|watermark|image|overlay|music|song|effect|filter|transition)s?";
const editing = String.raw`(?:speed(?:ing)?|slow(?:ing)?|fast[- ]?forward|accelerate|blur|fade|zoom|crop|rotate|flip|mirror|reverse|loop|freeze|brighten|darken|stabili[sz]e|play|(?:\d{1,3}(?:\.\d{1,3})?\s?x|half|double) speed|slow[- ]motion|(?:add|insert|overlay|put|show|display|burn)(?: (?:in|an?|the|some|my)){0,3}(?: [a-z]{1,20})? ${addition})`;
const anything = String.raw`(?: (?!(?:and|then|but|keep|trim|cut|only|just|take|convert|with|extract|export|save|start)(?![a-z]))[^\s,;.!?]{1,30}(?:\.\d{1,9}[^\s,;.!?]{0,9})?){0,6}?`;
const otherSpeed = String.raw`(?:\d{1,3}(?:\.\d{1,3})?\s?(?:x|times)|half|double|normal|slow|high|fast(?:er)?)(?: the)?[ -](?:speed|motion)`;
const changed = `(?:silent|muted?|silenced|quiet(?:er)?|loud(?:er)?|sped up|fast(?:er)?|slow(?:er)?|slowed down|blurred|black and white|(?:at |in )?${otherSpeed})(?![a-z])`;
const must = "(?:should|must|shall|needs? to|ha(?:s|ve) to)(?: (?:be|have|become|play))?";

const keepChinese = "(?:只要|只保留|仅保留|只取|保留|截取|提取|导出|取|要|转换)?";
const rangeChinese = String.raw`(?:从|自)?第?\s?(?:${time}|${bare}|最?开头|最?开始)\s?(?:到|至|-|~|—)+\s?第?\s?(?:${time}|结尾|末尾|结束|最后)`;
const edgeChinese = String.raw`(?:视频|影片)?的?(?:最?前面?|开头|最开始|头|最后|末尾|结尾|片尾|后面?)的?\s?${time}`;
const pointChinese = String.raw`(?:从|自)?第?\s?${time}\s?(?:之?后|以后|之?前|以前|开始|起|处|的?时候?)`;
const partChinese = `(?:${rangeChinese}|${edgeChinese}|${pointChinese})(?:的?(?:时候|部分|内容|片段|视频|画面|那段|这段)|之间|之内|以内|期间|处|中|里|内)?`;
const soundChinese = "(?:声音|音频|音量|音轨|原声|背景音乐?|音乐|配乐|速度|字幕|水印|标题)";
const away = "(?:去掉|去除|删除|删掉|移除|关掉|关闭|取消|消除)";
const resultChinese = "(?!的?(?:视频|版|片段|文件|mp4))";
const additionChinese =
  "(?:标题|字幕|文字|水印|图片|音乐|片头|片尾|滤镜|转场|特效|贴纸|logo|旁白|配音|马赛克)";
const editingChinese = String.raw`(?:静音${resultChinese}|消音|无声${resultChinese}|(?:${away}|不要|没有?|不带|保留|调整?|降低|提高|增大|减小)(?:所有的?|全部)?${soundChinese}|${soundChinese}(?:都|全部|要|给|被|也)?(?:${away}|[关调设改降提变减增加放])|加速|减速|快进|快放|慢放|慢速|慢动作|变速|变慢|变快|倒放|循环|定格|模糊|打码|旋转|翻转|镜像|放大(?!到|至)|淡入|淡出|(?:添?加|插入|放|叠加|显示|烧录|嵌入)(?:上|入|进|个|一个|一段|一张){0,2}${additionChinese}|[\d.一二两三四五]{1,6}\s?倍)`;
const rest = String.raw`(?:到|至|为|成|速|掉|了|\s?\d{1,9}(?:\.\d{1,9})?|倍|%|百分之[一-龥]{1,3}|一半|处理|一[点些下]|最?[大小高低]|度){0,6}`;

/** "Extract the audio of the first 10 seconds": that a spec can say. */
const soundOf =
  (cut: Rule["apply"]): Rule["apply"] =>
  (reading, groups) => {
    if (cut(reading, groups) === false) return false;
    put(reading, "video", false);
    return true;
  };

export const partRules: readonly Rule[] = [
  rule(
    "trim",
    `(?:extract|export|save|only|just)(?: only| just)? (?:the )?first (?<time>${time}) of (?:the |its )?(?:audio|sound)(?: tracks?)?(?![a-z])`,
    soundOf(putAs("length")),
  ),
  rule(
    "trim",
    String.raw`(?:提取|导出|只要|只保留|仅保留|只取)(?:视频)?的?(?:最?前面?|开头的?)\s?(?<time>${time})的?(?:声音|音频)(?![轨流])`,
    soundOf(putAs("length")),
  ),
  rule(
    "trim",
    String.raw`(?:提取|导出|只要|只保留|仅保留|只取)从?第?(?<from>${time}|${bare})\s?(?:到|至|-|~|—)+\s?第?(?<to>${time})(?:之间)?的?(?:声音|音频)(?![轨流])`,
    soundOf(putRange),
  ),
  rule(inexpressible, `(?:${silencing}|mute|${noSound}|(?:the )?(?:volume|speed))${object} ${part}`),
  rule(inexpressible, `${editing}${anything} ${part}`),
  rule(
    inexpressible,
    `(?:in|during|for|over|within|throughout) (?:${edge}|${range}),? (?:please )?(?:${silencing}|mute|${noSound}|${editing})${anything}(?![a-z])`,
  ),
  rule(
    inexpressible,
    `${range}(?:,? (?:${silencing})(?= (?:it|the|this|my)(?![a-z]))${object}| (?:${silencing}|${editing})(?![a-z]))`,
  ),
  rule(inexpressible, `(?:make|have|keep|leave) (?:${edge}|${range})${ofIt} (?:${must} )?${changed}`),
  rule(
    inexpressible,
    `(?:${edge}|${range})${ofIt} (?:${must} (?:${changed}|${noSound})|(?:at|in|with) ${otherSpeed})`,
  ),
  rule(
    inexpressible,
    `(?:(?:${removal}|keep|take|use|copy) )?(?:${edge}|${range}) (?:of|from|in) (?:the |its |my )?(?:${sound}|picture|subtitles?)(?: tracks?)?(?![a-z])`,
  ),
  rule(
    inexpressible,
    `(?:只要|要|转换|让|对|在|把|将)?${partChinese}的?(?:都|要|先|全部|需要|应该|请|就|也|改成|改为|设为|变成|变|做|被|给|用|以|,?\\s?[把将]){0,3}${editingChinese}${rest}`,
  ),
  rule(inexpressible, `${partChinese}的?,?\\s?[把将]?(?:音量|速度)[调设改降提变减增加放为]${rest}`),
  rule(
    inexpressible,
    `(?:${removalChinese}|${away}|${keepChinese})${partChinese}的?${soundChinese}(?![轨流])(?:都|全部)?(?:${away})?`,
  ),
  rule(
    inexpressible,
    `(?:${removalChinese}|${away})${partChinese}的?画面(?=,?(?:但|只|而且|并且?)?(?:保留|留下?|要)(?:声音|音频))`,
  ),
  rule(
    inexpressible,
    String.raw`(?:静音|消音|加速|减速|快进|慢放|倒放|模糊|翻转|旋转|${away}(?:声音|音频|音量))(?:视频|影片)?的?在?(?:${partChinese}|到第?\s?${time}(?:为止|结束)?)的?`,
  ),
  rule(
    inexpressible,
    `(?:把|将)?(?:声音|音频|音量|音乐|速度)(?:从|在|自)${partChinese}的?(?:${away}|[关调设改降提变减增加放]|静音)?${rest}`,
  ),
];
