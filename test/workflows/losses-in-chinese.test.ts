import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { adviceOn, lossesIn, lossText } from "../../src/conversion/index.js";
import { sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { richClip } from "../support/rich-clip.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const attachment = "附件（例如字体）无法保留。";
let rich: string;
beforeAll(async () => {
  rich = await richClip(sharedFolder(), "rich.mkv");
});

describe("R81 who asks in Chinese is told in Chinese what is lost", () => {
  it("by a conversion and its plan, and in English who asks in English", async () => {
    const nemo = inProcess();
    const output = join(temporaryFolder(), "film.mp4");
    const { losses } = await nemo.convert(rich, { request: "转成MP4", output });
    expect(losses.map(({ message }) => message)).toContain(attachment);
    const planned = await nemo.plan(rich, { request: "转成MP4" });
    expect(planned.losses.map(({ message }) => message)).toContain(attachment);
    const english = await nemo.plan(rich, { request: "to MP4" });
    expect(english.losses.map(({ message }) => message)).toContain(
      "An attached file, such as a font, cannot be kept.",
    );
  });

  it("by a refusal of strict, with what to do", async () => {
    const error = await failureOf(inProcess().plan(rich, { request: "转成MP4", strict: true }));
    expect(error).toMatchObject({
      code: "loss-refused",
      message: expect.stringContaining(attachment) as string,
    });
    expect(error.action.message).toContain("请确认可以丢失的内容");
  });

  it("by an answer, also to the export", async () => {
    const nemo = inProcess();
    const { text } = await nemo.ask("去掉前2秒", {
      files: [rich],
      output: join(temporaryFolder(), "film.mp4"),
    });
    expect(text).not.toMatch(/cannot be kept|left out/);
    const exported = await nemo.ask("导出", { output: join(temporaryFolder(), "film.mp4") });
    expect(exported.text).toContain(`丢失：${attachment}`);
  });

  it("with the numbers and names of the loss; other words stay as they are", () => {
    const said = (message: string) => lossesIn([{ kind: "any", message }], "zh")[0]!.message;
    expect(said(lossText("channels", 6, 2))).toBe("6 个声道混合为 2 个。");
    expect(said(lossText("track", " (eng)"))).toBe("另一条音轨 (eng)未保留。");
    expect(said(lossText("notHonoured", "picture size", "1280x720", "640x360"))).toBe(
      "后端没有按要求处理 picture size：要求 1280x720，实际为 640x360。",
    );
    expect(said("Something of a newer backend.")).toBe("Something of a newer backend.");
    expect(adviceOn("audio 1 language", "zh")).toContain("请从源文件重新转换");
  });
});
