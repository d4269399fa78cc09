import { parseTime } from "../quantities.js";
import { setBitrateOf, setMaxBitrate, setTargetSize } from "./quantity-rules.js";
import {
  audio,
  copyAll,
  noAudio,
  put,
  type Reading,
  rule,
  type Rule,
  setAudio,
  setVideo,
  speakOf,
  video,
} from "./rule.js";
import { setCrf, setFps, setSize } from "./shared-rules.js";

/** ffmpeg's own options, as people paste them into sentences: "use -acodec aac -crf 20". */

const end = String.raw`(?![\w:/.-]*\w)`;
const ofVideo = String.raw`-(?:c:v(?::0)?|codec:v|vcodec)\s`;
const ofAudio = String.raw`-(?:c:a(?::0)?|codec:a|acodec)\s`;
const rate = String.raw`\s(?<rate>\d+(?:\.\d+)?[kmg]?)${end}`;

const videoCodecs: readonly [string, "h264" | "hevc" | "av1" | "copy"][] = [
  ["(?:libx264|h264)", "h264"],
  ["(?:libx265|hevc)", "hevc"],
  ["(?:libsvtav1|libaom-av1|av1)", "av1"],
  ["copy", "copy"],
];

const fileName = String.raw`(?:"[^"]*"|'[^']*'|[^\s"',;]+)`;

const setTime: Rule["apply"] = (reading, { key, time }) => {
  const seconds = parseTime(time!);
  if (seconds === undefined) return false;
  if (key === "t") reading.length = seconds;
  else put(reading, key === "ss" ? "trim.start" : "trim.end", seconds);
  return true;
};

const fragmentFlags = ["frag_keyframe", "empty_moov", "default_base_moof", "frag_every_frame"];

const setMovFlags: Rule["apply"] = (reading, { flags }) => {
  const names = flags!.split("+").filter((name) => name !== "");
  if (!names.every((name) => name === "faststart" || fragmentFlags.includes(name))) return false;
  if (names.includes("faststart")) put(reading, "faststart", true);
  if (names.some((name) => fragmentFlags.includes(name))) put(reading, "fragmented", true);
  return true;
};

const filters: readonly [RegExp, Rule["apply"]][] = [
  [
    /^scale=(?:w=)?(?<width>-[12n]|\d+)[:x](?:h=)?(?<height>-[12n]|\d+)(?::flags=\w+|:force_original_aspect_ratio=decrease)*$/,
    (reading, { width, height }) => {
      const [across, down] = [Number(width), Number(height)];
      return setSize(reading, {
        ...(across > 0 && { width: width! }),
        ...(down > 0 && { height: height! }),
      });
    },
  ],
  [/^fps=(?:fps=)?(?<fps>\d+(?:\/\d+|\.\d+)?)$/, setFps],
  [
    /^transpose=(?<way>[12]|clock|cclock)$/,
    (reading, { way }) => video({ rotate: /^(?:1|clock)$/.test(way!) ? 90 : 270 })(reading, {}),
  ],
  [/^(?:yadif|bwdif)(?:=[\w:]+)?$/, video({ deinterlace: true })],
];

/** All of the chain, or nothing: half of it would be another picture. */
function setFilters(reading: Reading, chain: string): boolean {
  const steps = chain
    .split(",")
    .map((step) =>
      filters
        .map(([pattern, apply]) => ({ match: pattern.exec(step.trim()), apply }))
        .find(({ match }) => match),
    );
  if (!steps.every((step) => step !== undefined)) return false;
  return steps.every(({ match, apply }) => apply(reading, match!.groups ?? {}) !== false);
}

export const flagRules: readonly Rule[] = [
  ...videoCodecs.map(([name, codec]) => rule("video.codec", ofVideo + name + end, video({ codec }))),
  rule("audio.codec", `${ofAudio}(?:libfdk_)?aac${end}`, audio({ codec: "aac" })),
  rule("audio.codec", `${ofAudio}copy${end}`, audio({ codec: "copy" })),
  rule("video.codec", String.raw`-(?:c|codec)\scopy${end}`, copyAll),
  rule("video.crf", String.raw`-crf\s(?<crf>\d+(?:\.\d+)?)${end}`, setCrf),
  rule("bitrate", `-(?:b:v(?::0)?|vb)${rate}`, (reading, groups) =>
    setBitrateOf(reading, "video", groups["rate"]!),
  ),
  rule("bitrate", `-(?:b:a(?::0)?|ab)${rate}`, (reading, groups) =>
    setBitrateOf(reading, "audio", groups["rate"]!),
  ),
  rule("video.maxBitrate", `-maxrate(?::v(?::0)?)?${rate}`, (reading, groups) =>
    setMaxBitrate(reading, { ...groups, noun: "video" }),
  ),
  rule("video.fps", String.raw`-r\s(?<fps>\d+\/\d+|\d+(?:\.\d+)?)${end}`, setFps),
  rule("video.width", String.raw`-s\s(?<width>\d{2,5})x(?<height>\d{2,5})${end}`, setSize),
  rule("audio", `-an${end}`, noAudio),
  rule("container", String.raw`-f\smp4${end}`),
  rule("container", /(?:\$ )?ffmpeg(?:\.exe)?(?=\s-)/, (reading) => {
    reading.isCommand = true;
  }),
  rule("source", String.raw`-i\s${fileName}`, (reading) => {
    reading.isCommand = true;
  }),
  rule(
    "container",
    String.raw`(?:(?<=\s["'])[^"']{1,300}\.mp4(?=["'])|(?<=\s)[^\s"',;]{0,300}\.mp4(?=\s|$))`,
    ({ isCommand = false }) => isCommand,
  ),
  rule("trim", String.raw`-(?<key>ss|to|t)\s(?<time>[\d:.]*\d)${end}`, setTime),
  rule("targetSize", String.raw`-fs\s(?<size>\d+(?:\.\d+)?[kmg]?)${end}`, setTargetSize),
  rule("video", `-vn${end}`, (reading) => put(reading, "video", false)),
  rule("subtitles", `-sn${end}`, (reading) => put(reading, "subtitles", "drop")),
  rule("subtitles", String.raw`-(?:c:s|codec:s|scodec)\s(?:mov_text|copy)${end}`, (reading) =>
    put(reading, "subtitles", "keep"),
  ),
  rule("streams.audio", String.raw`-map\s0(?::a)?${end}`, (reading) => put(reading, "streams.audio", "all")),
  rule("streams.audio", String.raw`-map\s0:a:(?<track>\d{1,3})\??${end}`, (reading, { track }) => {
    const chosen = (reading.values.get("streams.audio") ?? []) as number[] | string;
    const others = typeof chosen === "string" ? [] : chosen;
    reading.values.set("streams.audio", [...others, Number(track)]);
  }),
  rule(
    "streams.audio",
    String.raw`-map\s0:a:m:language:(?<language>[a-z]{2,3})${end}`,
    (reading, { language }) => put(reading, "streams.audio", [language]),
  ),
  rule("streams.video", String.raw`-map\s0:v(?::(?<track>\d{1,3}))?\??${end}`, (reading, { track }) => {
    if (track !== undefined) put(reading, "streams.video", Number(track));
  }),
  rule("faststart", String.raw`-movflags\s["']?(?<flags>[+\w]+)["']?${end}`, setMovFlags),
  rule(
    "video.height",
    String.raw`-(?:vf|filter:v)\s(?:"(?<quoted>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"';]*[^\s"';.,]))`,
    (reading, { quoted, single, bare }) => setFilters(reading, (quoted ?? single ?? bare)!),
  ),
  rule(
    "audio.normalize",
    String.raw`-(?:af|filter:a)\s["']?loudnorm["']?(?![\w:=,])`,
    audio({ normalize: true }),
  ),
  rule("video.preset", String.raw`-preset\s(?<preset>[a-z]+|\d+)${end}`, (reading, { preset }) => {
    setVideo(reading, { preset: preset!.toLowerCase() });
  }),
  rule(
    "video.profile",
    String.raw`-profile:v\s(?<profile>baseline|main|high)${end}`,
    (reading, { profile }) => {
      setVideo(reading, { profile: profile!.toLowerCase() as "baseline" | "main" | "high" });
    },
  ),
  rule("video.level", String.raw`-level(?::v)?\s(?<level>[1-6](?:\.?[0-3])?)${end}`, (reading, { level }) => {
    setVideo(reading, {
      level: `${level![0]!}.${level!.at(-1) === level![0] && level!.length === 1 ? "0" : level!.at(-1)!}`,
    });
  }),
  rule("audio.channels", String.raw`-ac\s(?<channels>[1-8])${end}`, (reading, { channels }) => {
    setAudio(reading, { channels: Number(channels) });
    speakOf(reading, "audio");
  }),
  rule("audio.sampleRate", String.raw`-ar\s(?<hertz>\d{4,6})${end}`, (reading, { hertz }) => {
    setAudio(reading, { sampleRate: Number(hertz) });
    speakOf(reading, "audio");
  }),
];

// Flags that are always followed by a value.
const valued =
  "c|codec|[va]codec|f|preset|tune|profile|level|map|pix_fmt|strict|metadata|hwaccel|vsync|fps_mode|map_metadata|movflags|i|ss|t|to|b|s|r|x26[45]-params";

/** A flag that means nothing here, with its value, which must not be taken for a word of the sentence. */
export const unknownFlag = new RegExp(
  String.raw`-(?:(?:vf|af|lavfi|filter(?::[av]|_complex)?)\s(?:"[^"]*"|'[^']*'|[^\s;]*[^\s;.,])|(?:${valued})(?::[\w:]+)?\s(?!-[a-z])[^\s,;]*[^\s,;.]|[a-z][\w:-]*(?:[\s=](?!-[a-z])(?=[^\s,;]*\d)[^\s,;]*[^\s,;.])?)`,
  "uy",
);
