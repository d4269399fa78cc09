/**
 * What a match of a pattern can begin with, as a pattern for one character; undefined where it can be empty. Knows the
 * syntax that the rules are written in, no more: groups, looks around, classes, escapes, quantifiers. Bun gives the source
 * of a pattern with escapes where the file has Chinese characters.
 */
export function firstCharacters(source: string): RegExp | undefined {
  const { atoms, canBeEmpty } = readAlternatives({ source, at: 0 });
  return canBeEmpty ? undefined : new RegExp(`^(?:${[...new Set(atoms)].join("|")})`, "iu");
}

interface Cursor {
  source: string;
  at: number;
}

interface Beginning {
  atoms: string[];
  canBeEmpty: boolean;
}

const lookAround = /\(\?<?[=!]/uy;
const groupStart = /\((?:\?:|\?<\w+>)?/uy;
const edge = /\\[bB]|[\^$]/uy;
const oneCharacter = /\[(?:\\.|[^\]\\])*\]|\\[pu]\{[^}]*\}|(?:\\ud[89ab]..)?\\u[\da-f]{4}|\\.|[^\\()|]/iuy;
const quantifier = /[?*]\??|\+\??|\{\d[^}]*\}/uy;

function readAlternatives(cursor: Cursor): Beginning {
  const all: Beginning = { atoms: [], canBeEmpty: false };
  do {
    const one = readSequence(cursor);
    all.atoms.push(...one.atoms);
    all.canBeEmpty ||= one.canBeEmpty;
  } while (take(cursor, /\|/uy));
  return all;
}

function readSequence(cursor: Cursor): Beginning {
  const begun: Beginning = { atoms: [], canBeEmpty: true };
  while (cursor.at < cursor.source.length && !/[|)]/.test(cursor.source[cursor.at]!)) {
    const item = readItem(cursor);
    const isOptional = /^(?:[?*]|\{0)/.test(take(cursor, quantifier) ?? "");
    if (begun.canBeEmpty) begun.atoms.push(...item.atoms);
    begun.canBeEmpty &&= item.canBeEmpty || isOptional;
  }
  return begun;
}

function readItem(cursor: Cursor): Beginning {
  if (take(cursor, edge)) return { atoms: [], canBeEmpty: true };
  const looks = take(cursor, lookAround);
  if (looks !== undefined || take(cursor, groupStart) !== undefined) {
    const inner = readAlternatives(cursor);
    take(cursor, /\)/uy);
    return looks === undefined ? inner : { atoms: [], canBeEmpty: true };
  }
  return { atoms: [take(cursor, oneCharacter)!], canBeEmpty: false };
}

function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.source)?.[0];
  cursor.at += found?.length ?? 0;
  return found;
}
