import { asFault, not } from "./choice.js";
import { ending, endingChinese, putEdges } from "./ends.js";
import { part } from "./part-rules.js";
import { anotherChinese, anotherTrack, beginning, goneChinese } from "./removal-rules.js";
import { inexpressible, put, rule, type Rule } from "./rule.js";
import { removalChinese, time } from "./trim-rules.js";

/**
 * Several things to be taken away with one verb: "drop the subtitles and the sound", "去掉字幕和声音". Each of them goes:
 * read alone "the second audio track" would be what stays, and "the sound" no wish at all.
 */

const few = "(?:(?:any|its|my|of|the|no|also) ){0,4}";
const whole = "(?:(?:any|all|every|its|my|both|of|the|no|also) ){0,4}";
const track = "(?: (?:tracks?|streams?))?";
const noun = `(?:audio|sound(?:track)?|subtitle|sub|caption)s?${track}`;
const ofVideo = "(?:video|film|movie)(?:['’]s)? ";
const end = "(?![a-z'’])";
const stream = `(?:(?:${ofVideo})?${noun}|(?:video|picture|image)s?${track})${end}`;
const edge = `(?:${beginning}|${ending}) ${time}${end}`;
const another = `${whole}${anotherTrack}${end}`;
const and = String.raw`(?:,?\s?(?:and|or|nor|plus|as well as|along with|together with)(?: (?:without|remove|drop|delete))?\s|\s?[&+]\s?)`;
const comma = String.raw`\s?[,/]\s?`;
const cutting = `(?:cut|trim|chop|clip|crop|shave)(?: off| out| away)? (?=${few}(?:${beginning}|last|final) )`;
const taking = `(?:${cutting}|(?:(?:cut|take) (?:out|off|away)|remove|drop|strip|delete|discard|ditch|omit|lose|exclude|skip|ignore|leave out|get rid of|kill|minus)(?: out)? )`;
const lacking = `(?:with(?:out| no)|neither|${asFault}no|${not} (?:keep|include|want|need|add|copy)) `;
// What follows is said of the last thing of the list, which stays then.
const unsaid = String.raw`(?!\s?[:=]|\s\d|\s(?:at|as|is|are|be|should|must|shall|will|stays?|copy|aac|mono|stereo|using|(?:re-?encod|transcod)\w*|(?:to|in|with) (?:aac|mono|stereo)|issues?|problems?|loss|quality|bit-?\s?rate|codec|only)(?![a-z]))`;
const ends = String.raw`(?=\s?(?:[.;!?]|$|,(?!\s?(?:\d|aac|mono|stereo))))`;

const thing = (which: string) => `${which}(?:${stream}|${edge})`;
const next = (which: string) => `${and}${thing(which)}`;
// "No audio, first 10 seconds" asks for what stays of the time.
const begun = (which: string) => `${thing(whole)}(?:${next(which)}|${comma}${few}${stream}){0,6}`;
const list = (which: string) =>
  `(?<list>${begun(which)}(?:${next(which)}${unsaid}|${comma}${few}${stream}${ends})|${few}${ofVideo}${noun}${end}${unsaid})`;

const eachChinese = "(?:所有|全部|任何)?的?";
const nounChinese = "(?:字幕(?:轨道?|流)?|声音|音频(?:轨道?|流)?|音轨|原声)";
const ofVideoChinese = "(?:视频|影片)(?:里|中)?面?的?";
const streamChinese = `(?:(?:${ofVideoChinese})?(?:${nounChinese}|画面)|视频流?(?![里中的]))`;
const thingChinese = String.raw`(?:${eachChinese}${streamChinese}|(?:${ofVideoChinese})?(?:前面?|开头的?|片头的?|最前面的?|${endingChinese})\s?${time})`;
const andChinese = String.raw`\s?(?:以及|和|与|及|跟|还有|或者?|连同|[、&+/])\s?(?:不[要带含]|没有|去掉|删除)?`;
const commaChinese = String.raw`\s?,\s?`;
const moreChinese = `(?:${andChinese}${thingChinese}|${commaChinese}${streamChinese}){0,6}`;
const verbChinese = `(?:${removalChinese}|移除|丢弃|关掉|取消|不(?:带|含|保留|需要|想要)|(?<!视频|影片|画面|片子)没有|无|去)(?:了|掉)?`;
const unsaidChinese = String.raw`(?!\s?(?:[:=\d]|的?(?:码率|比特率|采样率|音量|质量|编码|格式)|使?用|采用|转码|(?:转|改|换|变|设)换?(?:成|为|到)?\s?(?:aac|[单双立])|改|调|编|重|压|降|提|保|复制|拷贝|直接|不|为|是|要|留|[单双立]|aac))`;
const endsChinese = String.raw`(?=\s?(?:[.;!?。]|$|,(?!\s?(?:\d|aac|[单双立]))))`;
const listChinese = `(?<list>${thingChinese}${moreChinese}(?:${andChinese}${thingChinese}${unsaidChinese}|${commaChinese}${streamChinese}${endsChinese})|${ofVideoChinese}${nounChinese}${unsaidChinese})`;
const namedFirst = String.raw`(?:把|将)?(?<list>${thingChinese}(?:(?:${andChinese}|${commaChinese})?${thingChinese}){0,6})(?:都|也|全部?|一起|统统|一并|要|给){0,3}(?:${goneChinese}|移除|关掉)了?(?=\s?(?:[,.;!?。]|$|并|然后|再|同时|吧|就))`;

const pictureItself =
  /(?:video|picture|image)s?(?![a-z]|['’]|\s(?:audio|sound|sub|caption))|画面|视频(?![里中面的字声音原前开片最])/i;

const fields: readonly [field: string, noun: RegExp, value: unknown][] = [
  ["subtitles", /sub|caption|字幕/i, "drop"],
  ["audio", /audio|sound|声|音/i, false],
  ["video", pictureItself, false],
];

const drop: Rule["apply"] = (reading, { list: said }) => {
  const edges = putEdges(reading, said!);
  if (edges === false) return false;
  const gone = fields.filter(([, noun]) => noun.test(said!));
  for (const [field, , value] of gone) put(reading, field, value);
  return [...gone.map(([field]) => field), ...(edges === "none" ? [] : ["trim"])];
};

export const removalLists: readonly Rule[] = [
  // Of "no subtitles and all tracks" the tracks stay.
  ...[[taking, whole] as const, [lacking, few] as const].flatMap(([verb, which]) => [
    rule("audio", verb + list(which), drop),
    rule(
      inexpressible,
      `${verb}${begun(which)}(?:${and}|${comma})${another}(?:${and}(?:${thing(which)}|${another})){0,6}`,
    ),
    rule(inexpressible, `${verb}${begun(which)} ${part}`),
  ]),
  rule("audio", verbChinese + listChinese, drop),
  rule("audio", namedFirst, drop),
  rule(
    inexpressible,
    `${verbChinese}${thingChinese}${moreChinese}(?:${andChinese}|${commaChinese})${anotherChinese}`,
  ),
];

const joint = [
  `${and}(?=(?:${thing(whole)}|${another})${unsaid})`,
  `${comma}(?=${few}${stream}(?:${ends}|${next(whole)}${unsaid}))`,
  `${andChinese}(?=(?:${anotherChinese}|${thingChinese})${unsaidChinese})`,
  `${commaChinese}(?=${streamChinese}${endsChinese})`,
].join("|");

/** How many characters at `at` lead from one thing that goes to the next: " and " of "the intro and the sound"; or 0. */
export function lengthOfJoint(text: string, at: number): number {
  const pattern = new RegExp(joint, "iuy");
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
