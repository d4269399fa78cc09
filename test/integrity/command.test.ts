import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { run } from "../../src/cli/program.js";
import { mp4Clip, sharedFolder } from "../support/clips.js";
import { jsonLines } from "../support/command-line.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { cutTo, rotten } from "./broken-files.js";

const clips = sharedFolder();
let film: string;
let cut: string;
let bad: string;
beforeAll(async () => {
  film = await mp4Clip(join(clips, "film.mp4"), 4);
  cut = await cutTo(film, join(clips, "cut.mp4"));
  bad = await rotten(film, join(clips, "rotten.mp4"));
});

/** Runs the command line in this process. */
async function nemo(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  isolateEnvironment();
  let [out, err] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((err += String(text)), true));
  const code = await run(args, new AbortController().signal);
  vi.restoreAllMocks();
  return { code, out, err };
}

describe("R48 nemo-converter check", () => {
  it("ends with 0 when all is fine", async () => {
    expect(await nemo("check", film)).toEqual({ code: 0, out: `ok  ${film}\n`, err: "" });
  });

  it("ends with 1 when a file is not, and says what it found", async () => {
    const { code, out } = await nemo("check", film, cut);
    expect(code).toBe(1);
    expect(out).toContain(`ok  ${film}\nBAD ${cut}\n  truncated (stream 0): It is cut short`);
  });

  it("decodes all with --full, and gives JSON", async () => {
    expect((await nemo("check", bad)).code).toBe(0);
    const { code, out } = await nemo("check", bad, "--full", "--json");
    expect(code).toBe(1);
    expect(jsonLines(out)).toMatchObject([{ type: "check", input: bad, ok: false, depth: "full" }]);
  });

  it("knows presets", async () => {
    expect((await nemo("check", film, "--preset", "web")).code).toBe(0);
    expect((await nemo("check", film, "--preset", "youtube")).out).toContain("preset-edit-list");
    expect((await nemo("check", film, "--preset", "myspace")).code).toBe(2);
  });

  it("fails as the other commands do", async () => {
    expect((await nemo("check", "nowhere.mp4")).code).toBe(1);
    expect((await nemo("check", film, "--ffprobe", "/nowhere")).code).toBe(3);
    expect((await nemo("check")).code).toBe(2);
  });
});

describe("R48 nemo-converter convert --check", () => {
  it("refuses a damaged source", async () => {
    const output = join(temporaryFolder(), "out.mp4");
    const { code, err } = await nemo("convert", bad, "-o", output, "--check");
    expect(code).toBe(1);
    expect(err).toContain("errors while decoding");
  });
});
