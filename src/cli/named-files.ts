import { stat } from "node:fs/promises";

// A name in quotes, or a word with an extension; Chinese stands close to it.
const names = /"([^"]+)"|'([^']+)'|“([^”]+)”|((?:[\w.~-]*[\\/])*[\w.@+-]+\.\w{2,5})(?!\w)/g;

const video = /\.(?:mp4|m4v|mov|mkv|webm|avi|wmv|flv|mpe?g|m?ts|m2ts|3gp|ogv|mxf)$/i;

export interface NamedFiles {
  files: string[];
  /** The sentence, with other words in their places. */
  rest: string;
}

/** The files that a sentence names: those that are there or, when none is, what ends as a video does. */
export async function namedFiles(text: string): Promise<NamedFiles> {
  const said = [...text.matchAll(names)].map(([written, ...inside]) => {
    return { written, name: inside.find((each) => each !== undefined)! };
  });
  const there = await Promise.all(said.map(({ name }) => isFile(name)));
  const existing = said.filter((_, position) => there[position]);
  const wanted = existing.length > 0 ? existing : said.filter(({ name }) => video.test(name));
  const found = new Map(wanted.map(({ written, name }) => [written, name]));
  const isChinese = /\p{Script=Han}/u.test(text);
  const rest = [...found.keys()].reduce(
    (left, written) => left.replaceAll(written, isChinese ? "视频" : "the video"),
    text,
  );
  return { files: [...new Set(found.values())], rest };
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
