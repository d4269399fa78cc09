import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { builtFile } from "../support/built-package.js";
import { packInto } from "../support/pack-into.js";

/** What users get, in a project of its own outside the repository, whose node_modules must not help. */
export interface InstalledPackage {
  /** The project. */
  folder: string;
  packageFolder: string;
  /** All files of the package, relative to it, with forward slashes. */
  files: string[];
  tarballBytes: number;
}

/**
 * Packs what is in dist and unpacks it into a project, for the tests of one file. No dependency is installed along with
 * it: the package works on its own. `devDependencies` are linked from the repository.
 */
export function installPackage(devDependencies: string[] = []): InstalledPackage {
  const installed: InstalledPackage = { folder: "", packageFolder: "", files: [], tarballBytes: 0 };

  beforeAll(() => {
    builtFile("index.js");
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "nemo-package-"));
    const { packageFolder, tarball } = packInto(folder, devDependencies);
    const files = readdirSync(packageFolder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(packageFolder, path)).isFile())
      .map((path) => path.split(sep).join("/"))
      .sort();
    Object.assign(installed, { folder, packageFolder, files, tarballBytes: statSync(tarball).size });
  });

  afterAll(() => rmSync(installed.folder, { recursive: true, force: true }));
  return installed;
}
