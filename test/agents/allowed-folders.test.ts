import { linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { AllowedFolders } from "../../src/agents/allowed-folders.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** A folder that is allowed, and one beside it whose name begins the same. */
function twoFolders() {
  const base = temporaryFolder();
  const [inside, outside] = [join(base, "videos"), join(base, "videos-private")];
  for (const folder of [inside, outside]) {
    mkdirSync(folder);
    writeFileSync(join(folder, "clip.mov"), "x");
  }
  return { base, inside, outside, folders: new AllowedFolders([inside]) };
}

describe("R89 allowed folders", () => {
  it("let real paths inside through, however they are written", async () => {
    const { inside, folders } = twoFolders();
    const clip = join(inside, "clip.mov");
    for (const text of [
      clip,
      relative(process.cwd(), clip),
      pathToFileURL(clip).href,
      `${inside}/../videos/./clip.mov`,
    ]) {
      expect(await folders.input(text)).toBe(clip);
    }
    expect(await folders.output(join(inside, "new", "out.mp4"))).toBe(join(inside, "new", "out.mp4"));
    expect(await folders.output(`${inside}/`)).toBe(`${inside}/`);
  });

  it("count from when they are there, also after they were asked for", async () => {
    const late = join(temporaryFolder(), "late");
    const folders = new AllowedFolders([late]);
    const clip = join(late, "clip.mov");
    expect((await failureOf(folders.input(clip))).code).toBe("invalid-request");
    mkdirSync(late);
    expect(await folders.input(clip)).toBe(clip);
  });

  it.each([
    ["a folder beside it", ({ outside }) => join(outside, "clip.mov")],
    ["a way up", ({ inside }) => `${inside}/../videos-private/clip.mov`],
    ["what does not exist outside", ({ base }) => join(base, "nowhere", "clip.mov")],
    ["a URL of a file outside", ({ outside }) => pathToFileURL(join(outside, "clip.mov")).href],
    ["another case of the folder", ({ base }) => join(base, "VIDEOS-PRIVATE", "clip.mov")],
    [
      "a link to a file outside",
      ({ inside, outside }) => {
        symlinkSync(join(outside, "clip.mov"), join(inside, "link.mov"));
        return join(inside, "link.mov");
      },
    ],
    [
      "a file in a linked folder",
      ({ inside, outside }) => {
        symlinkSync(outside, join(inside, "more"));
        return join(inside, "more", "clip.mov");
      },
    ],
    [
      "what does not exist yet in a linked folder",
      ({ inside, outside }) => {
        symlinkSync(outside, join(inside, "more"));
        return join(inside, "more", "new", "out.mp4");
      },
    ],
    [
      "a link that leads to what does not exist yet",
      ({ inside, outside }) => {
        symlinkSync(join(outside, "new.mp4"), join(inside, "new.mp4"));
        return join(inside, "new.mp4");
      },
    ],
  ] as [string, (folders: ReturnType<typeof twoFolders>) => string][])(
    "refuse %s, as input and as output",
    async (_what, prepare) => {
      const made = twoFolders();
      const path = prepare(made);
      for (const key of ["input", "output"] as const) {
        const error = await failureOf(made.folders[key](path));
        expect(error).toMatchObject({
          code: "invalid-request",
          details: { value: path, allowedFolders: [made.inside] },
        });
        expect(error.message).toContain("outside the allowed folders");
        expect(error.action.message).toContain(made.inside);
      }
    },
  );

  it("are judged by their own real path, too", async () => {
    const { base, inside } = twoFolders();
    symlinkSync(inside, join(base, "linked"));
    const folders = new AllowedFolders([join(base, "linked")]);
    expect(await folders.input(join(inside, "clip.mov"))).toBe(join(inside, "clip.mov"));
  });

  it("take a hard link for the file that it is", async () => {
    const { inside, folders } = twoFolders();
    linkSync(join(inside, "clip.mov"), join(inside, "same.mov"));
    expect(await folders.input(join(inside, "same.mov"))).toBe(join(inside, "same.mov"));
  });

  it("that do not exist allow nothing", async () => {
    const { inside } = twoFolders();
    const folders = new AllowedFolders([join(inside, "nowhere")]);
    expect((await failureOf(folders.input(join(inside, "clip.mov")))).code).toBe("invalid-request");
  });

  it.each(["", "a\0b", "http://10.0.0.1/a.mp4", "https://x.test/a.mp4", "pipe://1", "file://host/a.mp4"])(
    "refuse %j",
    async (text) => {
      expect((await failureOf(twoFolders().folders.input(text))).code).toBe("invalid-request");
    },
  );

  it("let URLs through as inputs when that was said, and never as outputs", async () => {
    const folders = new AllowedFolders([temporaryFolder()], true);
    expect(await folders.input("https://x.test/a.mp4")).toBe("https://x.test/a.mp4");
    expect((await failureOf(folders.output("https://x.test/a.mp4"))).code).toBe("invalid-request");
  });

  it("are the working directory where nothing is said, and never none", async () => {
    expect(await new AllowedFolders().input("package.json")).toBe(join(process.cwd(), "package.json"));
    expect((await failureOf(() => new AllowedFolders([]))).code).toBe("invalid-request");
    expect((await failureOf(() => new AllowedFolders([""]))).code).toBe("invalid-request");
  });
});
