import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ffprobeJson, makeClip, sharedFolder } from "../support/clips.js";
import { lavfi, x264 } from "../support/convert-clip.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = sharedFolder();
const clip = (name: string, seconds: number) =>
  makeClip(
    join(folder, name),
    ...lavfi(`testsrc2=size=160x90:rate=25:duration=${seconds}`),
    ...lavfi(`sine=duration=${seconds}`),
    ...[...x264, "-g", "25", "-c:a", "aac"],
  );
let long: string;
let short: string;
beforeAll(async () => {
  [long, short] = await Promise.all([clip("long.mp4", 8), clip("short.mp4", 6)]);
});

const lengthOf = async (path: string) => Number((await ffprobeJson(path)).format["duration"]);

describe("R42 a film is cut at both ends by one sentence", () => {
  it.each([
    ["把前1秒和最后2秒去掉", 5],
    ["掐头去尾各2秒", 4],
    ["remove the first 1 second and the last 2, crf 30", 5],
    ["trim 2 seconds off both ends", 4],
    ["cut the last 3 seconds", 5],
  ])("by a conversion: %s", async (request, seconds) => {
    const output = join(temporaryFolder(), "film.mp4");
    const { verification } = await inProcess().convert(long, { request, output });
    expect(verification.checks).toContainEqual(
      expect.objectContaining({ name: "duration", expected: seconds }),
    );
    expect(await lengthOf(output)).toBeCloseTo(seconds, 0);
    expect((await inProcess().verify(long, output, { request })).ok).toBe(true);
  });

  it("each file of a batch by its own length", async () => {
    const output = temporaryFolder();
    const { done } = await inProcess().batch([long, short], { output, request: "去掉前1秒和最后2秒" })
      .summary;
    expect(done).toBe(2);
    expect(await lengthOf(join(output, "long.mp4"))).toBeCloseTo(5, 0);
    expect(await lengthOf(join(output, "short.mp4"))).toBeCloseTo(3, 0);
  });

  it.each(["把前1秒和最后2秒去掉", "remove the first second and the last 2 s"])(
    "by a turn: %s",
    async (words) => {
      const output = join(temporaryFolder(), "film.mp4");
      const nemo = inProcess();
      expect(await nemo.ask(words, { files: [long] })).toMatchObject({ outcome: "applied" });
      await nemo.export({ output });
      expect(await lengthOf(output)).toBeCloseTo(5, 1);
    },
  );

  it("each variant as well", async () => {
    const output = temporaryFolder();
    const request = "cut the first and last 2 seconds";
    const made = await inProcess().variants(
      long,
      { small: { video: { height: 60 } }, copy: {} },
      { output, request },
    );
    expect(await lengthOf(made.small.path)).toBeCloseTo(4, 0);
    expect(await lengthOf(made.copy.path)).toBeCloseTo(4, 0);
  });

  it("a film with less than that is refused, and says why", async () => {
    const error = await failureOf(
      inProcess().convert(short, { request: "remove the first 4 s and the last 2 s" }),
    );
    expect(error.code).toBe("invalid-request");
    expect(error.message).toContain("The first 4 s and the last 2 s are to be cut off");
    expect(error.details).toMatchObject({ key: "trim.dropLast", value: 2 });
  });
});
