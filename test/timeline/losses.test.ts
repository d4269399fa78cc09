import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { richClip, timecodeOf } from "../support/rich-clip.js";
import { ramp } from "../support/timeline.js";

const folder = sharedFolder();
let rich: string;
let plain: string;
beforeAll(async () => {
  rich = await richClip(folder, "rich.mkv");
  plain = await ramp(join(folder, "plain.mov"), { seconds: 2 });
});

describe("R81 an edited film tells what it lacks of its sources", () => {
  it("before it is rendered, in the answer to the edit, and once", async () => {
    const nemo = inProcess();
    const joined = await nemo.ask("join the clips", { files: [rich, plain] });
    expect(joined.text).toContain(
      [
        "Lost: A further sound track (fre) is left out.",
        "Lost: Subtitles (eng) are left out.",
        "Lost: The chapters are left out.",
      ].join(" "),
    );
    expect(joined.text).toContain("Lost: An attached file, such as a font, cannot be kept.");
    expect((await nemo.ask("2x speed")).text).not.toContain("Lost:");
    expect((await nemo.ask("导出")).text).toContain("丢失：章节未保留。");
  });

  it("in the result of its export, as data and in words", async () => {
    const nemo = inProcess();
    await nemo.ask("join the clips", { files: [rich, plain] });
    const { export: made, text } = await nemo.ask("export", { output: join(folder, "joined.mp4") });
    expect(made?.losses?.map(({ kind }) => kind).sort()).toEqual([
      ...["attachment", "audio-track", "chapters", "subtitle-track"],
    ]);
    for (const { message } of made!.losses!) expect(text).toContain(`Lost: ${message}`);
    expect(await timecodeOf(made!.path!)).toMatch(/^01:00:00:0+$/);
  });

  it("not what was asked to be left out", async () => {
    const nemo = inProcess();
    const said = await nemo.ask("join the clips, no subtitles, no audio", { files: [rich, plain] });
    expect(said.outcome).toBe("applied");
    expect(said.text).not.toMatch(/sound track|Subtitles/);
  });

  it("also where the upload is converted as it is", async () => {
    const nemo = inProcess();
    const said = await nemo.ask("convert it to MP4", { files: [rich] });
    const lost = "Lost: An attached file, such as a font, cannot be kept.";
    expect(said.text).toContain(lost);
    const { export: made, text } = await nemo.ask("export");
    expect(text).toContain(lost);
    expect(made?.losses?.map(({ kind }) => kind)).toEqual(["attachment"]);
  });

  it("nothing, where nothing is lost", async () => {
    const nemo = inProcess();
    const said = await nemo.ask("2x speed", { files: [plain] });
    expect(said.text).not.toContain("Lost:");
    expect(await nemo.export()).not.toHaveProperty("losses");
  });
});
