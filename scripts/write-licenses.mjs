// MIT and its like ask that their notice goes along with every copy, and a bundle is a copy. What was bundled is taken
// from esbuild's own account, so that nobody has to remember to add a line here.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const allowed = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"];

/** Writes THIRD-PARTY-LICENSES.txt from the metafiles that tsup left in `folder`, and removes these. */
export function writeLicenses(folder) {
  const metafiles = readdirSync(folder, { recursive: true })
    .filter((path) => /(^|[\\/])metafile-\w+\.json$/.test(path))
    .map((path) => join(folder, path));
  if (metafiles.length === 0) throw new Error(`No metafile in ${folder}: was tsup run with metafile: true?`);
  const folders = new Set(
    metafiles.flatMap((file) => bundledPackages(JSON.parse(readFileSync(file, "utf8")))),
  );
  const notices = [...folders].map(readNotice).sort((a, b) => (a.title < b.title ? -1 : 1));
  const parts = notices.map(({ title, text }) => `${"-".repeat(80)}\n${title}\n\n${text.trim()}\n`);
  const head = "The files in this folder contain parts of these packages, under the licences given.\n";
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), [head, ...parts].join("\n"));
  for (const file of metafiles) rmSync(file);
}

function bundledPackages(metafile) {
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => path.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
}

function readNotice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!allowed.includes(license)) throw new Error(`${name} is bundled, and its licence is ${license}.`);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  if (files.length === 0) throw new Error(`${name} is bundled, and has no licence file.`);
  const text = files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
  return { title: `${name} ${version} (${license})`, text };
}
