import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Packs what is in dist and unpacks it into the project in `folder`, without any dependency: the package works on its own.
 * `devDependencies` are linked from the repository.
 */
export function packInto(folder: string, devDependencies: string[] = []) {
  const packageFolder = join(folder, "node_modules/nemo-converter");
  mkdirSync(packageFolder, { recursive: true });
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder]);
  const tarball = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith(".tgz"))!,
  );
  execFileSync("tar", ["-xzf", tarball, "-C", packageFolder, "--strip-components=1"]);
  for (const name of devDependencies) {
    const link = join(folder, "node_modules", name);
    mkdirSync(join(link, ".."), { recursive: true });
    symlinkSync(resolve("node_modules", name), link);
  }
  return { packageFolder, tarball };
}
