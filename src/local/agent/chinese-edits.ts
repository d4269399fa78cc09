import { type EditRule, editRule } from "./edit-rule.js";
import {
  crop,
  cutFirst,
  cutLast,
  cutRange,
  joinFiles,
  keepBetween,
  keepFirst,
  keepLast,
  keepRange,
  loudness,
  music,
  rotate,
  speed,
  speedChange,
  speedSaid,
  title,
  volume,
} from "./edit-readers.js";
import { fileMark, pictureMark, quoteMark, soundMark } from "./mark-names.js";
import { rangeText, timeText } from "./read-time.js";

const film = `(?:(?:这个|这段|整个)?(?:视频|影片|片段|片子)|(?<file>${fileMark}))?`;
const away = "(?:裁剪?掉|剪掉|去掉|删掉|删除|去除|切掉|剪去|裁去|砍掉|移除)";
const first = "(?:的)?(?:最?前面?|开头|片头|最?开始)的?";
const last = "(?:的)?(?:最后面?|末尾|结尾|片尾|后面?)的?";
const part = "(?:的?(?:部分|内容|片段|画面))?";
const percent = String.raw`(?:百分之)?(?<percent>\d+(?:\.\d+)?|[一二三四五六七八九]?十[一二三四五六七八九]?|一百)(?:(?<=百分之[\d.一二三四五六七八九十百]+)|\s?%)`;
// "提高20%" is by so much, "提高到20%" to it.
const up = "(?:提高|提升|升高|调高|调大|增大|增加|加大|加强)";
const down = "(?:降低|调低|调小|减小|减少|减低)";
const onto = `(?:调整?|设置?|改|变|降|升|${up}|${down})?了?(?:到|为|成|至)`;
const to = `(?:${onto}|调整?|设置?|改)?`;
const amount = String.raw`(?:(?<amount>\d+(?:\.\d+)?)\s?(?<unit>db|分贝)|${percent})`;
const gone = "(?:都|全部)?(?:去掉|删除|删掉|移除|去除)";
const musicNoun = "(?:背景音乐|背景乐|配乐|音乐|bgm)";
const add = "(?:添加|加上?|加入|插入|配上?|使用|用|放上?|显示)?(?:一个|一段|一首|一行|个|段|首)?";
const level = `(?:,?\\s?(?:以)?(?:音量)?${to}\\s?${percent}的?(?:音量)?)?`;
const place =
  "(?:在|于)?(?:画面|屏幕|视频)?的?(?:左上|右上|左下|右下|正?中|顶|底|上|下|左|右)(?:部|方|面|角|侧|边|间|央)";
const opening = "在?(?:视频|影片)?的?(?:开头|片头|开始)(?:处|时)?";
const titleWords = `(?<words>(?:[,、]?\\s?(?:(?:显示|持续|时长|停留|出现)*(?:从)?(?:${rangeText}|${timeText})(?:开始|处)?|在${timeText}|(?:显示)?${place}|居中)(?:显示)?)*)`;
const titleNoun = "(?:标题|字幕|文字|片名|文本)";
const factor = String.raw`(?<factor>\d+(?:\.\d+)?)\s?倍`;
const ratio = String.raw`(?:(?<shape>正?方形|竖屏|竖版|横屏|横版|宽屏)(?:的)?)?\s?(?:(?<width>\d{1,2})\s?[:x×比]\s?(?<height>\d{1,2})(?!\d))?(?:的)?(?:比例|画幅|画面|视频)?`;

// Without its noun it is volume that is changed only where no other noun stands before it.
const loudNoun = `(?:(?:把|将)?(?:(?<music>${musicNoun})|视频|影片|原声|原视频)?(?:的)?(?:音量|声音)再?|(?:把|将)?(?<target>${musicNoun})再?|(?<!\\p{Script=Han})(?:请|再|把视频)?)`;

const itsVolume = `(?:视频|影片|原声)?的?(?:(?<music>${musicNoun})的?)?(?:音量|声音)\\s?`;
const itsSpeed = "(?:视频|影片)?的?(?:播放)?速度\\s?";
const faster = `(?:加快|${up})`;
const slower = `(?:减慢|放慢|${down})`;

/** The edits that people ask for, in Chinese. */
export const chineseEdits: readonly EditRule[] = [
  editRule(`${away}${film}${first}(?<time>${timeText})${part}`, cutFirst),
  editRule(`(?:把|将)?${film}${first}(?<time>${timeText})${part}${away}`, cutFirst),
  editRule(`(?:把|将|给)${film}的?${away}${first}(?<time>${timeText})${part}`, cutFirst),
  editRule(`从(?<time>${timeText})开始`, cutFirst),
  editRule(`${away}${film}${last}(?<time>${timeText})${part}`, cutLast),
  editRule(`(?:把|将)?${film}${last}(?<time>${timeText})${part}${away}`, cutLast),
  editRule(`(?:把|将|给)${film}的?${away}${last}(?<time>${timeText})${part}`, cutLast),
  editRule(`${away}${film}(?:的)?(?:中间)?的?(?<range>${rangeText})${part}`, cutRange),
  editRule(`(?:把|将|给)${film}的?${away}(?:中间)?的?(?<range>${rangeText})${part}`, cutRange),
  editRule(`(?:把|将)?${film}(?:的)?(?<range>${rangeText})${part}${away}`, cutRange),
  editRule(`(?:只|仅)?(?:保留|截取|留下|留|截出|剪出)${film}(?:的)?(?<range>${rangeText})${part}`, keepRange),
  editRule(
    `[从自](?<from>${timeText})(?:(?:处|的地方|的位置)?开始,?|(?=[^到至]*[剪截裁切播放直]))\\s?(?:一直|往后)?(?:裁剪|剪辑|剪切|截取|剪|裁|截|切|播放|播|放)?(?:到|至)(?<to>${timeText})`,
    keepBetween,
  ),
  editRule(`(?:只|仅)?(?:保留|截取|留下|留)${film}${first}(?<time>${timeText})${part}`, keepFirst),
  editRule(
    `(?:把|将)?${film}(?:裁剪|剪辑|剪|缩短|裁|截)(?:到|为|成|至)(?:前)?(?<time>${timeText})`,
    keepFirst,
  ),
  editRule(`(?:只|仅)?(?:保留|截取|留下|留)${film}${last}(?<time>${timeText})${part}`, keepLast),
  editRule(
    `(?:拼接|合并|连接|把|将)(?<files>${fileMark}(?:[和与跟、,]\\s?${fileMark})+)(?:(?:按顺序)?(?:拼接|合并|连接|拼|接|连)(?:起来|在一起|到一起|成一个(?:视频)?)?)?`,
    joinFiles,
  ),
  editRule(
    "(?:把|将)?(?:这?(?:两|几|三)个|所有的?|全部的?|这些)?(?:视频|片段|素材)?(?:拼接|合并|连接|拼|接)(?:起来|在一起|到一起)?(?:(?:这?(?:两|几|三)个|所有的?|全部的?|这些)?(?:上传的)?(?:视频|片段|素材|文件))?(?:成一个(?:视频|文件)?)?",
    () => ({ kind: "join", files: [] }),
  ),
  editRule(
    `(?:(?:在|到)?(?:后面|末尾|结尾|最后|片尾)(?:再)?(?:加上?|接上?|添加|追加|插入)|追加|接上|添加|加上)(?<file>${pictureMark})(?:到(?:末尾|最后|结尾|后面))?`,
    ({ file }, valueOf) => ({ kind: "append", file: valueOf(file!), isFirst: false }),
  ),
  editRule(
    `(?:(?:在|到)?(?:开头|前面|最前面?|片头)(?:加上?|添加|插入|接上?)(?<file>${pictureMark})|(?:把|将)?(?<first>${pictureMark})(?:放|加|插|接)(?:入|在|到)(?:开头|前面|最前面?|片头))`,
    ({ file, first: one }, valueOf) => ({ kind: "append", file: valueOf((file ?? one)!), isFirst: true }),
  ),
  editRule(
    "(?:(?:把|将|对|给)?(?:视频|影片|原声|原视频)?(?:的声音)?静音|关(?:掉|闭)(?:视频的?)?(?:原声|声音)|(?:去掉|去除|删除)原声)",
    () => ({
      ...{ kind: "volume", of: "film", level: 0 },
    }),
  ),
  editRule(`(?:把|将)?${musicNoun}静音`, () => ({ kind: "volume", of: "music", level: 0 })),
  editRule(
    `(?:把|将)?(?:(?<music>${musicNoun})|视频|影片|原声|原视频)?(?:的)?(?:音量|声音)${to}\\s?${percent}`,
    volume,
  ),
  editRule(`(?:把|将)?(?<music>${musicNoun})${onto}\\s?${percent}`, volume),
  editRule(`${up}${itsVolume}(?:${amount}|一点|一些)?(?!\\d|到|为|至)`, loudness(1)),
  editRule(`${down}${itsVolume}(?:${amount}|一点|一些)?(?!\\d|到|为|至)`, loudness(-1)),
  editRule(`(?:${up}|${down})${itsVolume}(?:到|为|至)\\s?${percent}`, volume),
  editRule(`${loudNoun}${up}(?:(?:了)?\\s?${amount}|一点|一些)?(?!\\d|到|为|至)`, loudness(1)),
  editRule(`${loudNoun}${down}(?:(?:了)?\\s?${amount}|一点|一些)?(?!\\d|到|为|至)`, loudness(-1)),
  editRule("(?:让)?(?:声音|音量)?(?:大声|响亮?|声音大)(?:一点|一些|点)", () => "louder"),
  editRule("(?:让)?(?:声音|音量)?(?:小声|轻|声音小)(?:一点|一些|点)", () => "quieter"),
  editRule(
    `${add}${musicNoun}?\\s?(?<file>${soundMark})\\s?(?:作为?|当做?|做)?(?:${musicNoun})?${level}`,
    music,
  ),
  editRule(`${add}${musicNoun}\\s?(?<file>${fileMark})${level}`, music),
  editRule(`(?:把|将)?(?<file>${fileMark})\\s?(?:作为?|当做?|做|设为|用作)${musicNoun}${level}`, music),
  editRule(
    `(?:添加|加上?|加入|插入|配上?)(?:一个|一段|一首|个|段|点)?(?:上传的)?${musicNoun}${level}`,
    music,
  ),
  editRule(`${musicNoun}(?:使用|用|换成|改成)\\s?(?<file>${fileMark})${level}`, music),
  editRule(`${gone}${musicNoun}|(?:把|将)${musicNoun}${gone}`, () => ({ kind: "remove-music" })),
  editRule(
    `(?<before>${place}|${opening}|从?${rangeText}|在${timeText})?${add}(?:片头)?${titleNoun}(?:内容)?(?:为|是|:|写着)?\\s?(?<text>${quoteMark})${titleWords}`,
    title,
  ),
  editRule(
    `(?:添加|加上?|加入|插入|显示|写上?)\\s?(?<text>${quoteMark})(?:作为|当作|做|这个)?(?:${titleNoun})?${titleWords}`,
    title,
  ),
  editRule(
    `(?:添加|加上?|加入|插入|显示)(?:一个|一行|个)?${titleNoun}(?!(?:内容)?(?:为|是|:|写着)?\\s?${quoteMark})`,
    () => "title",
  ),
  editRule(`${gone}(?:所有)?${titleNoun}|(?:把|将)(?:所有)?${titleNoun}${gone}`, () => ({
    kind: "remove-title",
  })),
  editRule(`(?:以|用)?${factor}速(?:度)?(?:播放)?`, speedSaid),
  editRule(
    `(?:把|将)?${film}(?:的)?(?:播放)?(?:加速|加快|快放|速度)(?:${up}|加快)?${to}\\s?${factor}(?:速)?(?:播放)?`,
    speedSaid,
  ),
  editRule(
    `(?:把|将)?${film}(?:的)?(?:播放)?(?:(?:加速|加快|速度加快|减速|放慢|慢放|变慢|速度减慢|速度放慢)(?:到|为|成|至)|速度${to})\\s?${percent}(?:播放)?`,
    speedSaid,
  ),
  editRule(`(?:把|将)?${film}(?<slower>减速|放慢|慢放|变慢)${to}\\s?${factor}(?:速)?`, speedSaid),
  editRule(
    `(?:把|将)?${film}(?:的)?(?:播放)?(?:加速|加快|速度(?:${up}|加快))了?\\s?${percent}`,
    speedChange(1),
  ),
  editRule(
    `(?:把|将)?${film}(?:的)?(?:播放)?(?:减速|放慢|变慢|速度(?:${down}|减慢|放慢))了?\\s?${percent}`,
    speedChange(-1),
  ),
  editRule(`${faster}${itsSpeed}${percent}`, speedChange(1)),
  editRule(`${slower}${itsSpeed}${percent}`, speedChange(-1)),
  editRule(`(?:${faster}|${slower})${itsSpeed}(?:到|为|至)\\s?(?:${factor}(?:速)?|${percent})`, speedSaid),
  editRule(`(?:${faster}|${slower})${itsSpeed}(?!\\d|到|为|至)`, () => "speed"),
  editRule(
    `(?:(?:把|将)?${film}(?:减速|放慢|慢放|速度减)(?:到|为|至)?(?:原来的)?一半(?:速度)?|(?:以)?半速(?:播放)?)`,
    speed(0.5),
  ),
  editRule(
    `(?:把|将)?${film}的?(?:缩短|(?:时长|长度)(?:缩短|减少?|变为|变成|改为))(?:到|为|成|至)?(?:原来的?)?(?:一半|半)(?:长度?|时长)?`,
    () => "length",
  ),
  editRule("(?:恢复)?(?:正常|原)速度?(?:播放)?", speed(1)),
  editRule("(?:加速|加快|放慢|减速|慢动作|慢放|快放|快进)(?:播放)?(?:一点|一些)?", () => "speed"),
  editRule(
    `(?:把|将)?${film}(?<way>顺时针|逆时针|向左|向右|往左|往右|左|右)?(?:旋转|转动)(?<turn>顺时针|逆时针)?\\s?(?:(?<degrees>90|180|270)\\s?(?:度|°))?`,
    (said, valueOf) => rotate({ ...said, way: said["way"] ?? said["turn"] }, valueOf),
  ),
  editRule(`(?:把|将)?${film}(?:上下颠倒|倒过来)`, (said, valueOf) =>
    rotate({ ...said, degrees: "180" }, valueOf),
  ),
  editRule(`(?:把|将)?${film}(?:裁剪|剪裁|裁切|裁|改|变|做|转|调整)(?:成|为|到)\\s?${ratio}`, crop),
  editRule(`(?:画面)?(?:宽高)?比例?(?:改|设|调)?(?:成|为|到)\\s?${ratio}`, crop),
  editRule("(?:裁剪|裁切|剪裁)(?:一下)?(?:画面|视频)?(?![成为到掉至\\d]|[\\ue000-\\ue2ff])", () => "trim"),
  editRule("撤销(?:上一步)?(?:操作|编辑|修改)?|撤回|取消上一步|恢复上一步|回到上一步", () => ({
    kind: "undo",
  })),
];
