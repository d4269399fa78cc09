/** As much of a line as a terminal shows in so many columns. */
export function fitLine(line: string, columns: number): string {
  let taken = 0;
  let fitting = "";
  for (const character of line) {
    taken += isWide(character) ? 2 : 1;
    if (taken > columns) break;
    fitting += character;
  }
  return fitting;
}

// Chinese, Japanese and Korean characters, their punctuation, and pictures take two columns.
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

function isWide(character: string): boolean {
  return wide.test(character);
}
