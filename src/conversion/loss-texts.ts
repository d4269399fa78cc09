import type { Language } from "../errors/index.js";

/** What is said of losses; `%` stands for a value. */
const texts = {
  alpha: [
    "MP4 has no transparency: what is transparent becomes white.",
    "MP4 不支持透明，透明部分会变成白色。",
  ],
  dolbyVision: [
    "The Dolby Vision enhancement is lost; its base picture is used.",
    "杜比视界的增强信息会丢失，使用其基础画面。",
  ],
  toneMapped: [
    "HDR becomes SDR: bright parts are brought into the range that every screen shows.",
    "HDR 转为 SDR，高亮部分会压缩到所有屏幕都能显示的范围。",
  ],
  captions: [
    "The captions inside the picture (CEA-608/708) are lost: only H.264 carries them on.",
    "画面内的隐藏字幕（CEA-608/708）会丢失，只有 H.264 能保留。",
  ],
  bitDepth: [
    "% bits a sample become 8, which is what H.264 decoders play.",
    "位深从 % 位降为 8 位，即 H.264 解码器能播放的位深。",
  ],
  fields: [
    "Two fields become one frame: the motion has half as many steps.",
    "两场合成一帧，运动的流畅度减半。",
  ],
  constantRate: [
    "The variable frame rate becomes constant, % frames per second.",
    "可变帧率转为恒定帧率，每秒 % 帧。",
  ],
  firstRate: [
    "% frames per second become %, the rate of the first clip.",
    "帧率从每秒 % 帧降为 % 帧，与第一段一致。",
  ],
  coverCodec: ["A cover picture in % cannot be kept.", "% 格式的封面无法保留。"],
  cover: ["The cover picture is left out.", "封面未保留。"],
  picture: [
    "An MP4 of ours has one picture; this one is left out.",
    "输出的 MP4 只有一路画面，这一路未保留。",
  ],
  program: ["The sound of another programme is left out.", "其他节目的声音未保留。"],
  channels: ["% channels are mixed down to %.", "% 个声道混合为 % 个。"],
  track: ["A further sound track% is left out.", "另一条音轨%未保留。"],
  subtitles: ["Subtitles% are left out.", "字幕%未保留。"],
  otherBurnt: [
    "Other subtitles are burnt into the picture; these are not in the result.",
    "烧录到画面的是另一条字幕，这一条不在结果中。",
  ],
  bitmap: ["% subtitles are pictures, which MP4 cannot hold.", "% 字幕是图片，MP4 无法容纳。"],
  styling: [
    "MP4 subtitles keep the text of ASS, not its styling.",
    "MP4 字幕只保留 ASS 的文字，不保留样式。",
  ],
  attachment: ["An attached file, such as a font, cannot be kept.", "附件（例如字体）无法保留。"],
  data: [
    "A stream of data, such as the telemetry of a camera, is left out.",
    "数据流（例如相机的遥测数据）未保留。",
  ],
  chapters: ["The chapters are left out.", "章节未保留。"],
  fragmented: ["A fragmented MP4 has no place for chapters.", "分片 MP4 无法容纳章节。"],
  tags: [
    "Title, date and place are those of the first clip; what further ones say is left out.",
    "标题、日期和地点取自第一段，其余各段的未保留。",
  ],
  notHonoured: [
    "The backend did not keep to the %: % was asked for, % came.",
    "后端没有按要求处理 %：要求 %，实际为 %。",
  ],
} as const satisfies Record<string, readonly [english: string, chinese: string]>;

/** The English message of a loss. Pure. */
export function lossText(key: keyof typeof texts, ...values: readonly (string | number)[]): string {
  return fill(texts[key][0], values.map(String));
}

/** The same losses with their messages in a language; what a backend says in other words stays as it is. Pure. */
export function lossesIn<L extends { message: string }>(losses: readonly L[], language: Language): L[] {
  return language === "en"
    ? [...losses]
    : losses.map((loss) => ({ ...loss, message: inChinese(loss.message) }));
}

/** Losses come from plans and backends, which do not know who reads them: the reader's language is put in at the end. */
function inChinese(message: string): string {
  for (const [english, chinese] of Object.values(texts)) {
    const values = new RegExp(`^${english.split("%").map(escaped).join("(.*?)")}$`, "su").exec(message);
    if (values) return fill(chinese, values.slice(1));
  }
  return message;
}

function fill(text: string, values: readonly string[]): string {
  return text.split("%").reduce((said, part, at) => said + values[at - 1]! + part);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
