// A source map carries the text of our own sources, and leads to their lines. The text of the dependencies, a quarter of the
// package, is left out: whoever wants to step through them has them from their own packages. So are columns, a seventh of it:
// stack traces and breakpoints go by lines.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decode, encode } from "@jridgewell/sourcemap-codec";

/** Takes the text of dependencies and all columns out of the maps in `folder`. */
export function slimMaps(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".map"));
  for (const path of files.map((file) => join(folder, file))) {
    const map = JSON.parse(readFileSync(path, "utf8"));
    map.sourcesContent = map.sourcesContent?.map((text, position) =>
      map.sources[position].includes("node_modules/") ? null : text,
    );
    const lines = decode(map.mappings).map((segments) =>
      segments.slice(0, 1).map((first) => first.slice(0, 4)),
    );
    map.mappings = encode(lines);
    map.names = [];
    writeFileSync(path, JSON.stringify(map));
  }
}
