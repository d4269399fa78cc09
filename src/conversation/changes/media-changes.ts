import { firstText } from "../../wire/index.js";
import { oneLine } from "../timeline-words.js";
import type { ChangeWords } from "./change-words.js";
import { pairBy } from "./pair-by.js";
import { canonical, sameJson } from "./same-json.js";

/** What came to a list of media, or went from it. */
export function mediaChanges(
  before: readonly unknown[],
  after: readonly unknown[],
  addedWords: (name: string | undefined) => string,
  words: ChangeWords,
): string[] {
  const { pairs, removed, added } = pairBy(before, after, [
    canonical,
    (item) => firstText([item], ["id", "media_id", "file_id"]),
    nameOf,
  ]);
  return [
    ...added.map((item) => addedWords(nameOf(item))),
    ...removed.map((item) => words.mediaRemoved(nameOf(item))),
    ...pairs.filter(([old, now]) => !sameJson(old, now)).map(([, now]) => words.mediaChanged(nameOf(now))),
  ];
}

const names = [
  "name",
  "title",
  "file_name",
  "filename",
  "fileName",
  "file",
  "path",
  "url",
  "src",
  "kind",
  "type",
];

/** A file's name without its folder or its address: an address may be a signed one. */
function nameOf(item: unknown): string | undefined {
  const name = typeof item === "string" ? item : firstText([item], names);
  if (name === undefined) return undefined;
  const last = /^[a-z]+:\/\/|[/\\]/i.test(name)
    ? name.replace(/[?#].*$/s, "").replace(/^.*[/\\]/s, "")
    : name;
  return last === "" ? undefined : oneLine(last);
}
