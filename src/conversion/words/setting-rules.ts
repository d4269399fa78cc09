import { number, setCrf, setFps, setSize } from "./shared-rules.js";
import { inexpressible, type Reading, rule, type Rule, setAudio, setVideo, speakOf, video } from "./rule.js";

/** Settings of encoders and of the picture that are numbers or names, in both languages. */

const link = String.raw`\s?(?:(?:of|at|to|is|as|set to|=|:|为|是|成|用|设(?:置)?(?:为|成|到)|改(?:为|成)|转(?:为|成)|降(?:到|至|为))\s?)?`;
const clockwise = String.raw`counter-?\s?clockwise|anti-?\s?clockwise|clockwise|ccw|cw|(?:to (?:the )?)?(?:left|right)`;
const presetNames =
  "ultrafast|superfast|veryfast|faster|fast|medium|slower|slow|veryslow|placebo|very fast|very slow";
const end = String.raw`(?![\w]|\.\d)`;

/** Clockwise is what is meant where nothing is said. */
const turn: Rule["apply"] = (reading, { before, after, minus, degrees }) => {
  const isBack =
    /counter|anti|ccw|left|逆|左/i.test(`${before ?? ""}${after ?? ""}`) !== (minus !== undefined);
  const quarter =
    { 九十: 90, 一百八: 180, 一百八十: 180, 二百七十: 270, 两百七十: 270 }[degrees!] ?? Number(degrees);
  const rotate = ((isBack ? 360 - quarter : quarter) % 360) as 0 | 90 | 180 | 270;
  video({ rotate })(reading, {});
};

const setPreset: Rule["apply"] = (reading, { name }) =>
  setVideo(reading, { preset: name!.toLowerCase().replaceAll(/[ "]/g, "") });

const setLevel: Rule["apply"] = (reading, { level }) =>
  setVideo(reading, { level: level!.includes(".") ? level! : `${level!}.0` });

const setChannels: Rule["apply"] = (reading, { channels }) => {
  setAudio(reading, { channels: Number(channels) });
  speakOf(reading, "audio");
};

function setSampleRate(reading: Reading, digits: string, unit: string | undefined, least: number): boolean {
  const sampleRate = Math.round(Number(digits) * (/^(?:k|千)/i.test(unit ?? "") ? 1000 : 1));
  if (!Number.isSafeInteger(sampleRate) || sampleRate < least) return false;
  setAudio(reading, { sampleRate });
  speakOf(reading, "audio");
  return true;
}

const setKeyframes: Rule["apply"] = (reading, { seconds = "1" }) => {
  const keyframeInterval = Number(seconds);
  if (!(keyframeInterval >= 0.04 && keyframeInterval <= 600)) return false;
  setVideo(reading, { keyframeInterval });
  return true;
};

const film: readonly [string, string | number][] = [
  [String.raw`ntsc[- ]film(?: (?:frame )?rate)?|ntsc\s?电影帧率`, "24000/1001"],
  [String.raw`ntsc(?: (?:video )?(?:frame )?rate|\s?帧率)`, "30000/1001"],
  [String.raw`pal(?: (?:video )?(?:frame )?rate|\s?帧率)`, 25],
  [String.raw`(?:at )?(?:film|cinema(?:tic)?) (?:frame )?rate|电影帧率`, 24],
];

const qualities: readonly [string, number][] = [
  [
    String.raw`(?:in |at |with |of )?(?:the |a )?(?:very )?(?:high|highest|best|great|excellent|maximum|max|top)(?: possible)?[- ](?:video |picture )?quality(?: possible)?|visually lossless|(?:视觉无损|(?:最高|最好|最佳|高|较高)的?(?:画质|质量))`,
    18,
  ],
  [
    String.raw`(?:in |at |with )?(?:a )?(?:low|lower|lowest|poor)(?:er)?[- ](?:video |picture )?quality|低(?:画质|质量)`,
    28,
  ],
];

export const settingRules: readonly Rule[] = [
  rule(
    "video.crf",
    String.raw`(?:(?:constant |video )?quality|rf|cq|质量|画质)(?: (?:value|level|factor|setting)|值)?${link}(?<crf>${number})(?!\.?\d|\w|%|\s?[x×]|\s?(?:mb|gb|fps|帧|兆))`,
    setCrf,
  ),
  ...qualities.map(([pattern, crf]) =>
    rule("video.crf", String.raw`(?:${pattern})(?![a-z])`, (reading) => {
      reading.quality = crf;
    }),
  ),
  rule(
    "video.rotate",
    String.raw`(?:rotat(?:e[ds]?|ing|ion)|turn(?:ed)?)(?: (?:it|this|the (?:video|picture|image|clip)|of|by|to|:)){0,6}(?: (?<before>${clockwise}))?(?: by)?:? (?<minus>[-−])?(?<degrees>0|90|180|270)(?:\s?°|[\s-]?deg(?:ree)?s?)?(?: (?<after>${clockwise}))?(?![a-z\d])`,
    turn,
  ),
  rule(
    "video.rotate",
    String.raw`(?<degrees>90|180|270)(?:\s?°|[\s-]?deg(?:ree)?s?)(?: (?<after>${clockwise}))?(?: rotation)?(?![a-z\d])`,
    turn,
  ),
  rule(
    "video.rotate",
    String.raw`(?:rotate|turn)(?: (?:it|this|the (?:video|picture|clip)))? (?<after>${clockwise})(?![a-z\d]| \d)`,
    (reading, { after }) => turn(reading, { after, degrees: "90" }),
  ),
  rule(
    "video.rotate",
    String.raw`(?:把|将)?(?:画面|视频)?(?<before>顺时针|逆时针|[向往朝]?[左右])?(?:方向)?(?:旋转|转动|转)\s?(?<degrees>0|90|180|270|九十|一百八十?|[二两]百七十)\s?(?:度|°)(?:\s?\(?(?<after>顺时针|逆时针)\)?)?`,
    turn,
  ),
  rule(
    inexpressible,
    String.raw`(?:rotat(?:e|ed|ing)(?: it)?(?: by)?|[顺逆]?(?:时针)?旋转)\s?\d+(?:\.\d+)?\s?(?:°|deg(?:ree)?s?|度)(?![a-z])`,
  ),
  rule(
    "video.level",
    String.raw`(?:h\.?264 )?(?:@\s?)?(?:level|级别|等级)${link}(?<level>[1-6](?:\.[0-3])?)${end}`,
    setLevel,
  ),
  rule("video.level", String.raw`(?:@\s?l?|l)(?<level>[1-6]\.[0-3])${end}`, setLevel),
  rule(
    "video.profile",
    String.raw`profile${link}(?<profile>baseline|main|high)(?![a-z\d])`,
    (reading, { profile }) =>
      setVideo(reading, { profile: profile!.toLowerCase() as "baseline" | "main" | "high" }),
  ),
  rule(
    "video.preset",
    String.raw`(?:(?:with |use |using |at )?(?:the |an? )?(?:(?:x26[45]|encod(?:er|ing)|speed|ffmpeg)(?:['’]s)? ){0,6}(?:speed )?preset|(?:编码器?|速度)?预设|编码速度)${link}(?:(?<name>${presetNames}|1?\d)(?![\w.])|"(?<quoted>[a-z\d]+)")`,
    (reading, { name, quoted }) => setPreset(reading, { name: name ?? quoted }),
  ),
  rule(
    "video.preset",
    String.raw`(?:the )?(?<name>${presetNames})\s?(?:(?:x26[45]|encod(?:er|ing)|speed) )?(?:preset|预设)`,
    setPreset,
  ),
  rule(
    "video.preset",
    String.raw`(?<name>ultrafast|superfast|veryfast|veryslow|placebo)(?![a-z\d])`,
    setPreset,
  ),
  rule(
    "audio.channels",
    String.raw`(?:in |with |to |as )?(?<channels>[1-8])[\s-]?(?:ch|(?:audio |sound )?channels?|声道|音道)(?![a-z\d])(?:\s?(?:audio|sound|音频))?`,
    setChannels,
  ),
  rule(
    "audio.channels",
    String.raw`(?:audio )?channels${link}(?<channels>[1-8])${end}|声道数?${link}(?<count>[1-8])${end}`,
    (reading, { channels, count }) => setChannels(reading, { channels: channels ?? count }),
  ),
  rule(
    "audio.sampleRate",
    String.raw`(?:(?:audio )?sampl(?:e|ing)[- ]?(?:rate|frequency)|(?:音频)?采样(?:率|频率))${link}(?<rate>${number})\s?(?<unit>khz|hz|k|千赫兹?|赫兹)?${end}`,
    (reading, { rate, unit }) => setSampleRate(reading, rate!, unit, 1),
  ),
  rule(
    "audio.sampleRate",
    String.raw`(?:at )?(?<rate>${number})\s?(?<unit>khz|hz|千赫兹?|赫兹)(?![a-z\d])(?:\s?(?:audio|sampl(?:e|ing)(?: rate)?|(?:的)?采样率))?|(?<short>${number})\s?k (?:sampl(?:e|ing) rate|(?:的)?采样率)`,
    (reading, { rate, short, unit }) => setSampleRate(reading, rate ?? short!, rate ? unit : "k", 4000),
  ),
  rule(
    "video.keyframeInterval",
    String.raw`(?:an? )?(?:key-?\s?frames?(?: interval| distance| spacing)?|gop(?: size| length)?|i-?frames?|关键帧|i帧)的?(?:间隔|距离|长度)?(?: ?(?:of|to|is|at|every|each|:|=|set|once|为|是|设为|每隔?)){0,6}\s?(?<seconds>${number})[\s-]?(?:s|secs?|seconds?|秒)(?:一个|一次)?(?![a-z])`,
    setKeyframes,
  ),
  rule(
    "video.keyframeInterval",
    String.raw`(?:an? )?key-?\s?frames? (?:every|each|once a) second(?![a-z])|每秒一?个?关键帧`,
    setKeyframes,
  ),
  rule(
    "video.keyframeInterval",
    String.raw`every (?<seconds>${number}) ?s(?:ec(?:ond)?s?)? an? (?:key-?\s?frame|i-?frame)|每隔?\s?(?<chinese>${number})\s?秒(?:插入|设置)?一?个?(?:关键帧|i帧)|(?<short>${number})[\s-](?:s|sec|second) (?:gop|key-?frame interval)s?`,
    (reading, { seconds, chinese, short }) => setKeyframes(reading, { seconds: seconds ?? chinese ?? short }),
  ),
  ...film.map(([pattern, fps]) => rule("video.fps", `(?:${pattern})(?![a-z])`, video({ fps }))),
  rule(
    "video.height",
    String.raw`(?<height>\d{1,16})\s?(?:px |pixels? )?(?:high|tall)(?![a-z])|(?:height|高度?)${link}(?<number>\d{1,16})(?:\s?(?:px|pixels?|像素))?(?!\.?\d|\s?[x×*]|[a-z])`,
    (reading, { height, number: digits }) => setSize(reading, { height: height ?? digits }),
  ),
  rule(
    "video.width",
    String.raw`(?<width>\d{1,16})\s?(?:px |pixels? )?wide(?![a-z])|(?:width|宽度?)${link}(?<number>\d{1,16})(?:\s?(?:px|pixels?|像素))?(?!\.?\d|\s?[x×*]|[a-z])`,
    (reading, { width, number: digits }) => setSize(reading, { width: width ?? digits }),
  ),
  rule("video.height", /(?:sd|standard definition|标清)(?![a-z\d])/, video({ height: 480 })),
  rule(
    "video.fps",
    String.raw`(?:at |with )?(?:frame ?rate |fps )?(?<fps>\d{1,9}\/\d{1,9})(?: fps)?(?![\d/a-z])`,
    setFps,
  ),
];
