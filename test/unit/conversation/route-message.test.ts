import { describe, expect, it } from "vitest";
import { routeMessage } from "../../../src/conversation/index.js";

describe("R16 who answers a request", () => {
  it.each([
    ["export it please", "export"],
    ["把视频发给我", "export"],
    ["how many credits do I have?", "credits"],
    ["积分还有多少", "credits"],
    ["show tracks", "state"],
    ["状态", "state"],
    ["upload clip.mp4", "upload"],
    ["上传视频", "upload"],
    ["add a title that says Export", "message"],
    ["先不要导出", "message"],
    ["trim 2 s and export", "message"],
  ])("%s: %s", (text, action) => {
    expect(routeMessage(text)).toEqual({ action });
  });
});
