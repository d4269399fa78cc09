// From the root of a disk, through at least one folder; what follows a letter or a slash is part of an address. Folders may
// have spaces in their names, the last name has none.
const absolutePath =
  /(?<![\w/\\:.])(?:file:(?:\/\/)?)?(?:[a-z]:)?(?:[/\\][^\s/\\:;,'"()[\]][^\n/\\:;,'"()[\]]*)+[/\\]([^\s/\\:;,'"()[\]]+)/gi;

/** Texts of a JSON value without where files of this machine lie: that is nobody's business on the network. */
export function withoutPaths<T>(value: T): T {
  if (typeof value === "string") return value.replace(absolutePath, "$1") as T;
  if (Array.isArray(value)) return value.map((item: unknown) => withoutPaths(item)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutPaths<unknown>(item)]),
  ) as T;
}
