import { isObject } from "./draft.js";

/** The first finite number under one of the keys, also where it is written as text. */
export function firstNumber(places: readonly unknown[], keys: readonly string[]): number | undefined {
  return first(places, keys, (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  });
}

/** The first text that says something under one of the keys. */
export function firstText(places: readonly unknown[], keys: readonly string[]): string | undefined {
  return first(places, keys, (value) => {
    if (typeof value === "number") return String(value);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  });
}

function first<T>(
  places: readonly unknown[],
  keys: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const place of places.filter(isObject)) {
    for (const key of keys) {
      const value = Object.hasOwn(place, key) ? read(place[key]) : undefined;
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

const words = ["text", "content", "title", "name"];
const names = ["name", "title", "file_name", "filename", "fileName", "label"];
const locations = ["file", "path", "url", "src", "uri"];
const descriptions = ["description", "prompt", "text", "content"];

/** How deep a segment is searched; metadata may be wrapped once or twice. */
const deepest = 3;

/** What a segment shows, plays or says: its words if it is text, else its name, or that of its file. */
export function nameIn(segment: Record<string, unknown>, isText: boolean): string | undefined {
  const places = nested(segment);
  const own = isText ? firstText(places, words) : undefined;
  return own ?? firstText(places, names) ?? fileNameIn(places) ?? firstText(places, descriptions);
}

function fileNameIn(places: readonly unknown[]): string | undefined {
  const location = firstText(places, locations);
  const name = location?.replace(/[?#].*$/, "").replace(/^.*[/\\]/, "");
  return name === "" ? undefined : name;
}

/** The segment's metadata, the segment, and what is inside of them, nearest first. */
function nested(segment: Record<string, unknown>): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  let level: unknown[] = [segment["m"], segment];
  for (let depth = 0; depth < deepest; depth += 1) {
    const objects = level.filter(isObject);
    found.push(...objects.filter((object) => !found.includes(object)));
    level = objects.flatMap((object) => Object.values(object));
  }
  return found;
}
