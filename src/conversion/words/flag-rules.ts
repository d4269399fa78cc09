import { setBitrateOf, setMaxBitrate } from "./quantity-rules.js";
import { audio, copyAll, noAudio, rule, type Rule, setAudio, setVideo, speakOf, video } from "./rule.js";
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
  rule("video.level", String.raw`-level(?::v)?\s(?<level>[1-6]\.[0-3])${end}`, (reading, { level }) => {
    setVideo(reading, { level: level! });
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
  "c|codec|[va]codec|f|preset|tune|profile|level|vf|af|filter|map|pix_fmt|movflags|i|ss|t|to|b|s|r|x26[45]-params";

/** A flag that means nothing here, with its value, which must not be taken for a word of the sentence. */
export const unknownFlag = new RegExp(
  String.raw`-(?:(?:${valued})(?::[\w:]+)?\s(?!-)[^\s,;]*[^\s,;.]|[a-z][\w:-]*(?:[\s=](?!-[a-z])(?=[^\s,;]*\d)[^\s,;]*[^\s,;.])?)`,
  "uy",
);
