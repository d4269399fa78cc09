import type { CheckFinding } from "./check-report.js";
import type { MediaInfo } from "./media-info.js";

/** Extensions, and the containers that they stand for, by ffmpeg's names. */
const kinds: readonly { extensions: readonly string[]; formats: readonly string[]; name: string }[] = [
  { extensions: ["mp4", "m4v", "mov", "qt", "m4a", "3gp", "3g2"], formats: ["mov", "mp4"], name: "MP4" },
  { extensions: ["mkv", "webm", "mka"], formats: ["matroska", "webm"], name: "Matroska or WebM" },
  { extensions: ["avi", "divx"], formats: ["avi"], name: "AVI" },
  { extensions: ["ts", "mts", "m2ts"], formats: ["mpegts"], name: "MPEG-TS" },
  { extensions: ["mpg", "mpeg", "vob"], formats: ["mpeg", "mpegvideo", "mpegts"], name: "MPEG" },
  { extensions: ["flv", "f4v"], formats: ["flv", "live_flv", "mov"], name: "Flash video" },
  { extensions: ["wmv", "asf", "wma"], formats: ["asf"], name: "Windows Media" },
  { extensions: ["ogg", "ogv", "oga", "opus"], formats: ["ogg"], name: "Ogg" },
  { extensions: ["mxf"], formats: ["mxf", "mxf_opatom"], name: "MXF" },
  { extensions: ["mp3"], formats: ["mp3"], name: "MP3" },
  { extensions: ["wav"], formats: ["wav", "w64"], name: "WAV" },
  { extensions: ["flac"], formats: ["flac"], name: "FLAC" },
  { extensions: ["aac"], formats: ["aac"], name: "AAC" },
  { extensions: ["gif"], formats: ["gif"], name: "GIF" },
];

/** A file whose name says another container than it is. Nothing is wrong with the file itself. Pure. */
export function findWrongExtension(name: string, { format }: MediaInfo): CheckFinding | undefined {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  const said = kinds.find(({ extensions }) => extension !== undefined && extensions.includes(extension));
  const names = format.split(",");
  if (!said || said.formats.some((each) => names.includes(each))) return undefined;
  const actual = kinds.find(({ formats }) => formats.some((each) => names.includes(each)));
  const right = actual ? `; .${actual.extensions[0]} would be right` : "";
  return {
    kind: "wrong-extension",
    message: `It is called .${extension}, but is ${actual?.name ?? names[0]}${right}.`,
    severity: "note",
  };
}
