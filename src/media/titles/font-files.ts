import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";

const folders = [
  ...["/usr/share/fonts", "/usr/local/share/fonts", join(homedir(), ".fonts")],
  join(homedir(), ".local/share/fonts"),
  ...["/System/Library/Fonts", "/Library/Fonts", join(homedir(), "Library/Fonts")],
  ...["C:\\Windows\\Fonts", join(homedir(), "AppData\\Local\\Microsoft\\Windows\\Fonts")],
];

// Plain ones that are made for screens come first, of every system.
const preferred: readonly RegExp[] = [
  /^NotoSans-Regular/i,
  /^(?:DejaVuSans|LiberationSans-Regular|Arial|Helvetica|HelveticaNeue|segoeui|Roboto-Regular)\./i,
  /^(?:NotoSansCJK|NotoSansSC|SourceHanSans)\w*-Regular/i,
  /^(?:PingFang|Hiragino Sans GB|STHeiti Medium|msyh|simhei|wqy-\w+|DroidSansFallback\w*)\./i,
];
const last = /mono|serif|italic|oblique|condensed|narrow|light|thin|black|symbol|emoji|icon/i;

let known: Promise<string[]> | undefined;

/** The font files of this machine, those that suit titles best first. */
export function fontFiles(): Promise<string[]> {
  known ??= find();
  return known;
}

async function find(): Promise<string[]> {
  const found = await Promise.all(folders.map(list));
  return found
    .flat()
    .map((path) => ({ path, rank: rankOf(basename(path)) }))
    .sort((a, b) => a.rank - b.rank || a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => /\.(?:ttf|otf|ttc|otc)$/i.test(name)).map((name) => join(folder, name));
}

function rankOf(name: string): number {
  const rank = preferred.findIndex((pattern) => pattern.test(name));
  if (rank >= 0) return rank;
  return preferred.length + (last.test(name) ? 1 : 0);
}
