// node scripts/pack-release.mjs <folder> <tag> [<owner>/<repository>]
// Packs what is in dist, and refuses what must not be published. The folder gets the tarball, its SBOM, and the sums of both.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { makeSbom } from "./make-sbom.mjs";

const [folder, tag, repository] = process.argv.slice(2);
if (folder === undefined || tag === undefined) {
  console.error("usage: node scripts/pack-release.mjs <folder> <tag> [<owner>/<repository>]");
  process.exit(2);
}
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const largest = 2e6;

mkdirSync(folder, { recursive: true });
const packed = pack();
const reasons = reasonsAgainst(packed);
if (reasons.length > 0) {
  rmSync(join(folder, packed.filename));
  console.error(["Not to be published:", ...reasons.map((reason) => `  ${reason}`)].join("\n"));
  process.exit(1);
}
const list = packed.filename.replace(/tgz$/, "cdx.json");
writeFileSync(join(folder, list), `${JSON.stringify(makeSbom(packed), undefined, 2)}\n`);
const sums = [packed.filename, list].map((name) => `${sumOf(join(folder, name))}  ${name}\n`);
writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
console.log(`${packed.filename}: ${packed.entryCount} files, ${packed.size} bytes, ${packed.integrity}`);

function pack() {
  const output = execFileSync(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--silent", "--pack-destination", folder],
    { encoding: "utf8", shell: process.platform === "win32" },
  );
  return JSON.parse(output)[0];
}

function reasonsAgainst({ version, size, files }) {
  const paths = files.map(({ path }) => path);
  const needed = ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "SKILL.md", "dist/cli.js"];
  const lifecycle = ["preinstall", "install", "postinstall", "prepare"];
  const wanted = [...needed, "dist/THIRD-PARTY-LICENSES.txt", ...exported(manifest.exports)];
  const foreign = paths.filter(
    (path) => !/^(dist\/.*|package\.json|(README|CHANGELOG|SKILL)\.md|LICENSE)$/.test(path),
  );
  const changes = readFileSync("CHANGELOG.md", "utf8");
  return [
    ...(tag === `v${version}` ? [] : [`the tag is ${tag}, and package.json says ${version}`]),
    ...(changes.includes(`\n## ${version}\n`)
      ? []
      : [`CHANGELOG.md has no section "## ${version}" (an unreleased one does not count)`]),
    ...(size < largest ? [] : [`the tarball has ${size} bytes, more than ${largest}`]),
    ...wanted.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...foreign.map((path) => `${path} does not belong into it`),
    ...lifecycle.filter((name) => manifest.scripts[name]).map((name) => `there is a script ${name}`),
    ...(repository === undefined || names(repository)
      ? []
      : [`package.json's repository is not ${repository}, and npm takes no provenance then`]),
  ];
}

/** The files that the exports lead to. */
function exported(value) {
  if (typeof value === "string") return [value.replace("./", "")];
  return Object.values(value).flatMap(exported);
}

function names(wanted) {
  const url = manifest.repository?.url ?? manifest.repository ?? "";
  return url.replace(/\.git$/, "").endsWith(`github.com/${wanted}`);
}

function sumOf(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
