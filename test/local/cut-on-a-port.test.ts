import { join } from "node:path";
import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { embedded } from "../support/converters.js";
import { mp4Clip, sharedFolder } from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";

const folder = sharedFolder();
let clip: string;
beforeAll(async () => {
  clip = await mp4Clip(join(folder, "clip.mp4"), 1, "64x64");
});

it.each(embedded)("R21 a cut that was asked for is no error to print, %s", async (_where, connect) => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => printed.mockRestore());
  const nemo = await connect({ cutStream: { afterBytes: 40 } });
  await nemo.upload.file(clip);
  const listen = async () => {
    for await (const event of nemo.sse.send("720p")) if (event.type === "end") return;
  };
  expect(await failureOf(listen())).toMatchObject({ code: "network", charged: "unknown" });
  expect(printed).not.toHaveBeenCalled();
});
