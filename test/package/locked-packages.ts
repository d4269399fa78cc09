import { readFileSync } from "node:fs";

export interface LockedPackage {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** What the lock file says of each folder; `""` is the package itself. */
export const lockedPackages = (
  JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, LockedPackage> }
).packages;

/** Where Node would find `name` for the package at `path`. */
export function findLocked(path: string, name: string): string | undefined {
  for (let folder = path; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    const place = `${folder}${folder && "/"}node_modules/${name}`;
    if (lockedPackages[place]) return place;
    if (folder === "") return undefined;
  }
}
