// A source map carries the text of our own sources. That of the dependencies, a quarter of the package, is left out: whoever
// wants to step through them has them from their own packages.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Takes the text of dependencies out of the maps in `folder`; their names stay, and the lines that they lead to. */
export function slimMaps(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".map"));
  for (const path of files.map((file) => join(folder, file))) {
    const map = JSON.parse(readFileSync(path, "utf8"));
    map.sourcesContent = map.sourcesContent?.map((text, position) =>
      map.sources[position].includes("node_modules/") ? null : text,
    );
    writeFileSync(path, JSON.stringify(map));
  }
}
