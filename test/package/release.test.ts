import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { builtFile } from "../support/built-package.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { lockedPackages } from "./locked-packages.js";

interface Component {
  name: string;
  version: string;
  purl: string;
  hashes: { alg: string; content: string }[];
  licenses: { license: { id: string } }[];
}

interface Bom {
  bomFormat: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const { version, dependencies = {} } = lockedPackages[""]!;
const script = resolve("scripts/pack-release.mjs");

interface Changed {
  manifest?: object;
  changes?: string;
  tag?: string;
  repository?: string;
}

const two = ["dist/cli.js", "dist/THIRD-PARTY-LICENSES.txt"];

/** Packs the project as it stands when it is released, but for what is given, and with little in it, which is faster. */
function packLittle({ manifest, ...changed }: Changed) {
  return pack({ manifest: { exports: "./dist/cli.js", ...manifest }, ...changed }, two);
}

function pack({ manifest, changes = `## ${version}`, ...args }: Changed = {}, built = ["dist"]) {
  builtFile("THIRD-PARTY-LICENSES.txt");
  const project = temporaryFolder();
  for (const name of [...built, "package-lock.json", "README.md", "LICENSE", "SKILL.md"]) {
    cpSync(name, join(project, name), { recursive: true });
  }
  const own = {
    ...(JSON.parse(readFileSync("package.json", "utf8")) as object),
    repository: { type: "git", url: "git+https://github.com/somebody/nemo-converter.git" },
  };
  writeFileSync(join(project, "package.json"), JSON.stringify({ ...own, ...manifest }));
  writeFileSync(join(project, "CHANGELOG.md"), `# Changes\n\n${changes}\n\nThe first one.\n`);
  writeFileSync(join(project, "notes.txt"), "of a developer");
  const folder = temporaryFolder();
  const { tag = `v${version}`, repository = "somebody/nemo-converter" } = args;
  const { status, stderr } = spawnSync(process.execPath, [script, folder, tag, repository], {
    cwd: project,
    encoding: "utf8",
  });
  return { status, stderr, folder, files: readdirSync(folder).sort() };
}

const digest = (algorithm: string, path: string) =>
  createHash(algorithm).update(readFileSync(path)).digest("hex");

describe("R1 a release", () => {
  it("is a tarball, the list of what is in it, and their sums", { timeout: 60_000 }, () => {
    const { status, stderr, folder, files } = pack();
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const [list, tarball] = [`nemo-converter-${version}.cdx.json`, `nemo-converter-${version}.tgz`];
    expect(files).toEqual(["SHA256SUMS", list, tarball].sort());
    const sums = [tarball, list].map((name) => `${digest("sha256", join(folder, name))}  ${name}\n`);
    expect(readFileSync(join(folder, "SHA256SUMS"), "utf8")).toBe(sums.join(""));
    const { metadata } = JSON.parse(readFileSync(join(folder, list), "utf8")) as Bom;
    expect(metadata.component).toMatchObject({
      name: "nemo-converter",
      version,
      purl: `pkg:npm/nemo-converter@${version}`,
      hashes: [{ alg: "SHA-512", content: digest("sha512", join(folder, tarball)) }],
    });
  });

  it.each<[string, Changed, string]>([
    ["a tag of another version", { tag: "v99.0.0" }, "the tag is v99.0.0"],
    ["another repository", { repository: "else/where" }, "package.json's repository is not else/where"],
    ["a version not yet released", { changes: `## ${version} (unreleased)` }, "CHANGELOG.md has no section"],
    ["a script of its own", { manifest: { scripts: { postinstall: "node a.js" } } }, "a script postinstall"],
    ["an entry without its file", { manifest: { exports: "./dist/other.js" } }, "dist/other.js is missing"],
    ["foreign files", { manifest: { files: ["dist", "notes.txt"] } }, "notes.txt does not belong into it"],
  ])("refuses %s, and leaves nothing to publish", (_, changed, reason) => {
    const { status, stderr, files } = packLittle(changed);
    expect(status).toBe(1);
    expect(stderr).toContain(reason);
    expect(files).toEqual([]);
  });
});

describe("R1 the list of what is inside (SBOM)", () => {
  let bom: Bom;
  beforeAll(() => {
    const { status, stdout } = spawnSync("npm", ["run", "--silent", "sbom"], { encoding: "utf8" });
    expect(status).toBe(0);
    bom = JSON.parse(stdout) as Bom;
  });

  it("names all that is installed along or built in, with version, hash and licence", () => {
    const notices = readFileSync(builtFile("THIRD-PARTY-LICENSES.txt"), "utf8");
    const builtIn = [...notices.matchAll(/^(\S+) (\S+) \([^)]+\)$/gm)].map(
      ([, name, own]) => `${name}@${own}`,
    );
    const declared = Object.entries(dependencies).map(([name, own]) => `${name}@${own}`);
    const names = bom.components.map((component) => `${component.name}@${component.version}`);
    expect(bom.bomFormat).toBe("CycloneDX");
    expect([...names].sort()).toEqual([...new Set([...builtIn, ...declared])].sort());
    for (const { name, version: own, purl, hashes, licenses } of bom.components) {
      const locked = Object.entries(lockedPackages).filter(
        ([path, entry]) => path.endsWith(`node_modules/${name}`) && entry.version === own,
      );
      expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${own}`);
      const digests = locked.map(([, { integrity }]) =>
        Buffer.from(integrity!.replace("sha512-", ""), "base64").toString("hex"),
      );
      expect(digests).toContain(hashes[0]!.content);
      expect(licenses[0]!.license.id).toBe(locked[0]![1].license);
    }
  });

  it("says what needs what", () => {
    const refs = new Set(bom.dependencies.map(({ ref }) => ref));
    const known = bom.components.map((component) => `${component.name}@${component.version}`);
    expect([...refs].sort()).toEqual([...known, `nemo-converter@${version}`].sort());
    expect(bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual(
      [],
    );
    const own = bom.dependencies.find(({ ref }) => ref === `nemo-converter@${version}`)!;
    const declared = Object.entries(dependencies).map(([name, exact]) => `${name}@${exact}`);
    expect(own.dependsOn).toEqual(expect.arrayContaining(declared));
  });
});
