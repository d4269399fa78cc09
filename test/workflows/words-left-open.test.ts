import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cameraClip, makeClip } from "../support/clips.js";
import { lavfi, x264 } from "../support/convert-clip.js";
import { inProcess } from "../support/converters.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe("R42 what words leave open", () => {
  it("is told beside the result and the plan, with what was taken", async () => {
    const folder = temporaryFolder();
    const source = await cameraClip(join(folder, "camera.mov"), 1);
    const nemo = inProcess();
    const question =
      'How small is it to be? Name a size such as "25 MB"; without one it is encoded at CRF 23.';
    expect((await nemo.plan(source, { request: "compress it" })).warnings).toContain(question);
    const output = join(folder, "film.mp4");
    const { warnings, spec } = await nemo.convert(source, { request: "compress it", output });
    expect(warnings).toContain(question);
    expect(spec).toEqual({ video: { crf: 23 } });
  });

  it("the language of a track is found by any of its codes", async () => {
    const folder = temporaryFolder();
    const tones = ["sine=f=300:d=1", "sine=f=600:d=1"].flatMap(lavfi);
    const source = await makeClip(
      join(folder, "two.mkv"),
      ...lavfi("testsrc2=size=160x90:duration=1"),
      ...tones,
      ...["-map", "0", "-map", "1", "-map", "2", ...x264, "-c:a", "aac"],
      ...["-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=zho"],
    );
    const { output } = await inProcess().convert(source, {
      request: "only the Chinese audio track",
      output: join(folder, "film.mp4"),
    });
    expect(output.audio.map(({ language }) => language)).toEqual(["zho"]);
  });
});
