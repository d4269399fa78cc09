import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseFrontMatter, platformOf, resolveAttribution } from "../../../src/options/attribution.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

/** An installed package with its SKILL.md; gives the path of a module in it. */
function install({
  name = "nemo-converter",
  skill = "---\nname: my-skill\nversion: 9.8.7\n---\n",
} = {}): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name }));
  if (skill !== "") writeFileSync(join(folder, "SKILL.md"), skill);
  return join(folder, "dist", "index.js");
}

const builtIn = parseFrontMatter(readFileSync("SKILL.md", "utf8"));

describe("R14 source and version", () => {
  it("are read from the SKILL.md beside the package", () => {
    expect(resolveAttribution({}, undefined, install())).toEqual({
      source: "my-skill",
      version: "9.8.7",
      platform: "unknown",
    });
  });

  it.each([
    ["there is none", install.bind(undefined, { skill: "" })],
    ["it is another package's", install.bind(undefined, { name: "an-app" })],
    ["it has no front matter", install.bind(undefined, { skill: "# Convert" })],
    ["the path is unknown", () => undefined],
    ["the path does not exist", () => "/nowhere/at/all/index.js"],
  ])("are those of build time where %s", (_, path) => {
    expect(resolveAttribution({}, undefined, path())).toMatchObject(builtIn);
  });

  it("are what the shipped SKILL.md says, whose version is the package's", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(resolveAttribution({}, undefined)).toMatchObject({ source: "ffmpeg-mp4-converter", version });
  });

  it("yield to the option", () => {
    const given = { source: "s", version: "v", platform: "p" };
    expect(resolveAttribution(given, "elsewhere", install())).toEqual(given);
  });
});

describe("R14 the platform", () => {
  it.each([
    ["/home/me/.clawhub/skills/x/dist/index.js", "clawhub"],
    ["/home/me/.cursor/skills/x/dist/index.js", "cursor"],
    ["/home/me/.cursor/extensions/x/index.js", "unknown"],
    ["/srv/app/node_modules/nemo-converter/dist/index.js", "unknown"],
    ["/home/clawhub/index.js", "unknown"],
    [undefined, "unknown"],
  ])("of %s is %s", (path, platform) => {
    expect(platformOf(path)).toBe(platform);
  });

  it("is overridden by SKILL_SOURCE", () => {
    expect(resolveAttribution({}, "my-hub", "/home/me/.clawhub/x/index.js").platform).toBe("my-hub");
  });
});

describe("R14 front matter", () => {
  it.each([
    ["---\nname: a\nversion: 1.2.3\n---\n", { source: "a", version: "1.2.3" }],
    ["---\r\nname: a\r\nversion: 1.2.3\r\n---\r\n", { source: "a", version: "1.2.3" }],
    [
      "---\nname: \"a b\"\nversion: '1.0'\ndescription: name of all\n---\n",
      { source: "a b", version: "1.0" },
    ],
    ["---\ndescription: x\n---\nname: a\nversion: 2\n", { source: undefined, version: undefined }],
    ["name: a", { source: undefined, version: undefined }],
  ])("%j", (markdown, expected) => {
    expect(parseFrontMatter(markdown)).toEqual(expected);
  });
});
