import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ffprobeJson, makeClip } from "./clips.js";

const lavfi = (graph: string) => ["-f", "lavfi", "-i", graph];

/**
 * A film as discs and archives hold it: its grey rises by 4 with every frame, its own language has a tone of 440 Hz, the other one of
 * 1000 Hz; with subtitles, chapters, tags, a time code and an attached font. Each second has a subtitle, each two a chapter.
 */
export async function richClip(folder: string, name: string, seconds = 6): Promise<string> {
  const aside = async (file: string, text: string) => {
    await writeFile(join(folder, file), text);
    return join(folder, file);
  };
  const second = (at: number) => `00:00:0${at},000`;
  const cues = Array.from(
    { length: seconds },
    (_, at) => `${at + 1}\n${second(at)} --> ${second(at + 1)}\nSecond ${at}\n`,
  );
  const chapters = Array.from(
    { length: seconds / 2 },
    (_, at) => `[CHAPTER]\nTIMEBASE=1/1\nSTART=${at * 2}\nEND=${at * 2 + 2}\ntitle=Part ${at}\n`,
  );
  const inputs = [
    ...lavfi(`color=black:size=160x90:rate=10:duration=${seconds}`),
    ...lavfi(`sine=frequency=440:sample_rate=48000:duration=${seconds}`),
    ...lavfi(`sine=frequency=1000:sample_rate=48000:duration=${seconds}`),
    ...["-i", await aside(`${name}.srt`, cues.join("\n"))],
    ...["-i", await aside(`${name}.txt`, `;FFMETADATA1\n${chapters.join("")}`)],
  ];
  return makeClip(
    join(folder, name),
    ...inputs,
    ...["-map", "0", "-map", "1", "-map", "2", "-map", "3", "-map_chapters", "4"],
    ...["-vf", "format=yuv420p,geq=lum='16+4*N':cb=128:cr=128"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-qp", "1", "-c:a", "aac", "-c:s", "srt"],
    ...["-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=fre"],
    ...["-metadata:s:s:0", "language=eng", "-metadata", "title=The film"],
    ...["-metadata", "timecode=01:00:00:00"],
    ...["-attach", await aside(`${name}.ttf`, "no font, but attached as one")],
    ...["-metadata:s:t", "mimetype=application/x-truetype-font"],
  );
}

/** Of a film's first frame. */
export async function timecodeOf(path: string): Promise<string | undefined> {
  const { streams } = await ffprobeJson(path);
  return streams.map(({ tags }) => tags?.["timecode"]).find(Boolean);
}
