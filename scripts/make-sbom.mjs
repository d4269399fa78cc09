// A CycloneDX list of what is inside the published files. npm's own list is of the lock file: its `--omit dev` leaves out
// what is built in but installed by developers only, and with it runtime dependencies that a developer's package asks for, too.
// So the entries are npm's, and which of them count is read from the account that the build leaves.
import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The list, as JSON; needs what `npm run build` leaves. `tarball` is what npm says of the packed file. */
export function makeSbom(tarball) {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const all = listOfLockFile();
  const shipped = new Set([...builtIn(), ...declared(manifest)]);
  const components = all.components.filter((component) => shipped.has(component["bom-ref"]));
  const missing = [...shipped].filter((ref) => !components.some((component) => component["bom-ref"] === ref));
  if (missing.length > 0) throw new Error(`Shipped, but not in the lock file: ${missing.join(", ")}.`);
  const own = all.metadata.component;
  const direct = [...shipped].filter((ref) => Object.hasOwn(named(manifest), nameOf(ref)));
  return {
    ...all,
    metadata: {
      ...all.metadata,
      lifecycles: [{ phase: "build" }],
      // npm calls it after the folder that it stands in.
      component: { ...own, name: manifest.name, ...(tarball && { hashes: [hashOf(tarball.integrity)] }) },
    },
    components: components.map((component) => ({ ...component, properties: [] })),
    dependencies: all.dependencies
      .filter(({ ref }) => ref === own["bom-ref"] || shipped.has(ref))
      .map(({ ref, dependsOn }) => ({
        ref,
        dependsOn: ref === own["bom-ref"] ? direct : dependsOn.filter((other) => shipped.has(other)),
      })),
  };
}

function listOfLockFile() {
  const { status, stdout, stderr } = spawnSync(
    "npm",
    ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "library", "--package-lock-only"],
    { encoding: "utf8", maxBuffer: 1e8, shell: process.platform === "win32" },
  );
  if (status !== 0) throw new Error(`npm sbom failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** Packages that esbuild put into dist, as `name@version`. */
function builtIn() {
  const notices = readFileSync("dist/THIRD-PARTY-LICENSES.txt", "utf8");
  return [...notices.matchAll(/^-{80}\n(\S+) (\S+) \(/gm)].map(([, name, version]) => `${name}@${version}`);
}

/** What users install along with the package. */
function declared({ dependencies }) {
  return Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
}

function named({ dependencies, devDependencies }) {
  return { ...dependencies, ...devDependencies };
}

function nameOf(ref) {
  return ref.slice(0, ref.lastIndexOf("@"));
}

function hashOf(integrity) {
  const [algorithm, digest] = integrity.split("-", 2);
  if (algorithm !== "sha512") throw new Error(`npm gave a ${algorithm} where a sha512 was expected.`);
  return { alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(makeSbom(), undefined, 2));
