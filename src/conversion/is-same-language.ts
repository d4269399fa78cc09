/**
 * Whether two tags name one language: files have ISO 639-2 codes of either kind ("chi", "zho") or BCP 47 tags ("zh-Hans"),
 * and people write any of them.
 */
export function isSameLanguage(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one === other || canonical(one) === canonical(other);
}

function canonical(tag: string): string {
  try {
    return new Intl.Locale(tag.replaceAll("_", "-")).language;
  } catch {
    return tag.toLowerCase();
  }
}
