import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translateGuiText } from "../../../src/conversation/later.js";

/** "export: Export | state: Effects panel" */
function actionsOf(text: string): string {
  const { actions } = translateGuiText(text);
  return actions.map(({ kind, target }) => (target === undefined ? kind : `${kind}: ${target}`)).join(" | ");
}

const directions: [string, string][] = [
  ["Click the play icon.", "call: play"],
  ["Just hit the Play button to preview.", "call: Play"],
  ["Double-click on the title to edit it.", "call: title"],
  ["CLICK EXPORT", "export: EXPORT"],
  ["Click the Export button to download your video.", "export: Export"],
  ["🎬 Click **Export**!", "export: Export"],
  ["Click File > Export > MP4.", "export: File > Export > MP4"],
  ["Select MP4 and click Download.", "export: Download"],
  ["Tip: click Export when you are done.", "export: Export"],
  ["Once you're happy, click Export.", "export: Export"],
  ["You can download it by clicking the Export button.", "export: Export"],
  ["You can save it using the Export button in the top right.", "export: Export"],
  ["The Export button is in the top right corner.", "export: Export"],
  ['Use the "Export" button to get your video.', "export: Export"],
  ["Open the Effects panel to see more transitions.", "state: Effects panel"],
  ['Please open the "Text" panel.', "state: Text panel"],
  ["Switch to the Audio tab.", "state: Audio tab"],
  ["Drag and drop the clip to the start.", "edit: the clip to the start"],
  ["To upload, drag and drop your file into the window.", "edit: your file into the window"],
  ["Drag the slider to the right.", "edit: the slider to the right"],
  ["In the Media panel, drag the clip to the end.", "state: Media panel | edit: the clip to the end"],
  ["Preview in timeline.", "timeline: timeline"],
  ["You can preview it in the timeline.", "timeline: timeline"],
  ["Please check your account or billing page.", "credits: account"],
  ["Go to billing to top up.", "credits: billing"],
  ["Log in to your account to upgrade.", "credits: account"],
  ["You can see the balance in your account.", "credits: account"],
  [
    "Click Effects, then open the Text panel and click Export.",
    "call: Effects | state: Text panel | export: Export",
  ],
  ["Click Export. Then click Export.", "export: Export"],
  ["点击播放按钮。", "call: 播放"],
  ["点击导出按钮即可下载视频。", "export: 导出"],
  ["请点击右上角的导出按钮。", "export: 导出"],
  ["如需导出，请点击【导出】。", "export: 导出"],
  ["导出按钮在右上角。", "export: 导出"],
  ["使用“导出”按钮下载视频。", "export: 导出"],
  ["请打开特效面板查看更多转场。", "state: 特效面板"],
  ["在右侧面板中，点击字幕。", "state: 右侧面板 | call: 字幕"],
  ["操作步骤：打开文字面板，输入标题，点击应用。", "state: 文字面板 | call: 应用"],
  ["点击播放按钮，然后打开文字面板。", "call: 播放 | state: 文字面板"],
  ["将素材拖拽到时间线上。", "edit: 素材拖拽到时间线上"],
  ["请拖拽滑块。", "edit: 滑块"],
  ["拖放文件到此处上传。", "edit: 文件到此处上传"],
  ["您可以在时间线预览效果。", "timeline: 时间线"],
  ["请在时间轴中预览。", "timeline: 时间轴"],
  ["请查看您的账户或账单页面。", "credits: 账户"],
  ["前往账单中心充值。", "credits: 账单"],
];

const content = [
  'I added a title "Click Here".',
  "I added the title 'open the panel'.",
  'I added "please, click Export."',
  "The button in the scene is red.",
  "She opens the door panel.",
  "A hand clicks the mouse in the intro clip.",
  "He drags and drops a box in the second clip.",
  "The scene shows an Export button on a laptop.",
  'The "Subscribe" button animation was added at 5s.',
  "The Export button animation was added.",
  "The account manager appears at 0:05.",
  "I dragged the clip to 5s.",
  "Hit songs from the 80s were added as BGM.",
  "Click sounds were added at 2s.",
  "Preview clip added in the timeline.",
  "Drop shadow added to the title.",
  "Open with a wide shot of the city.",
  "Press conference footage trimmed to 10 s.",
  "The timeline now has 3 tracks.",
  "I added a title (0-3s), e.g. for the intro.",
  "You have 5 credits left.",
  "我添加了标题“点击这里”。",
  "画面中的按钮是红色的。",
  "她打开了门板。",
  "视频中人物点击屏幕。",
  "点击音效已添加。",
  "导出按钮动画已添加。",
  "片头展示了一个导出按钮的动画。",
  "账单动画已添加到第3秒。",
  "账户余额不足。",
  "预览片段已加入时间线。",
];

describe("R22 directions for a graphical interface", () => {
  it.each(directions)("%s becomes an action", (text, actions) => {
    expect(actionsOf(text)).toBe(actions);
    expect(translateGuiText(text).text).toBe("");
  });

  it.each(content)("%s is content and stays", (text) => {
    expect(translateGuiText(text)).toEqual({ text, actions: [] });
  });

  it("have the shape of the design", () => {
    expect(translateGuiText("I added a title. Click the Export button to save it.")).toEqual({
      text: "I added a title.",
      actions: [{ kind: "export", target: "Export" }],
    });
  });
});

describe("R22 what is left of a sentence", () => {
  it.each([
    ["Your video is ready, click Export to download it.", "Your video is ready."],
    ["I trimmed the clip and you can click **Export** to save the result.", "I trimmed the clip."],
    ["Click the play icon, and I will add music.", "I will add music."],
    ["Click Export and your video will be downloaded.", "Your video will be downloaded."],
    ["Feel free to click Export, or tell me what to change next.", "Tell me what to change next."],
    ["Title added; click Export.", "Title added."],
    ["Music added - open the Audio panel to adjust it.", "Music added."],
    ["I added a title (click the Export button to save).", "I added a title."],
    ["**Your video is ready, click Export**", "**Your video is ready**"],
    ["**Done!** Click **Export**.", "**Done!**"],
    ["视频已剪好，点击导出即可下载。", "视频已剪好。"],
    ["我添加了背景音乐，您可以在时间轴中预览。", "我添加了背景音乐。"],
    ["已将音量调到35%，如果满意，点击导出按钮。", "已将音量调到35%。"],
    ["你可以点击“导出”保存，或者告诉我还要修改什么。", "告诉我还要修改什么。"],
    ["我添加了标题。点击导出按钮。音乐也加好了！", "我添加了标题。音乐也加好了！"],
  ])("%s", (text, rest) => {
    const translated = translateGuiText(text);
    expect(translated.text).toBe(rest);
    expect(translated.actions).toHaveLength(1);
  });

  it("keeps a link, which can be followed without an interface", () => {
    const text = "Click here to register: https://nemovideo.com/register?bind=1";
    expect(translateGuiText(text)).toEqual({ text, actions: [] });
  });
});

describe("R22 what is left of a page", () => {
  it("numbers a list anew", () => {
    const text = "I did this:\n1. Trimmed the start\n2. Click the Export button\n3. Added a title";
    expect(translateGuiText(text).text).toBe("I did this:\n1. Trimmed the start\n2. Added a title");
  });

  it("has no heading of what is gone, nor a gap where it stood", () => {
    const text = "**Done!**\n\nTo export:\n1. Click **Export**\n2. Choose MP4\n3. Click Download\n\nEnjoy!";
    expect(translateGuiText(text).text).toBe("**Done!**\n\nEnjoy!");
    expect(actionsOf(text)).toBe("export: Export | export: Download");
  });

  it("is nothing when there were directions only", () => {
    expect(translateGuiText("Next steps:\n- Open the Effects panel\n- Click Apply").text).toBe("");
  });

  it("leaves a block of code alone", () => {
    const text = "Run this:\n```\nClick Export\n```";
    expect(translateGuiText(text)).toEqual({ text, actions: [] });
  });

  it("is the same text to the byte when there is no direction", () => {
    const text = "  Two tracks:\r\n\r\n\r\n  1. video  \n  3. music\n";
    expect(translateGuiText(text).text).toBe(text);
  });
});

describe("R22 any mixture of both", () => {
  const english = /^[\x20-\x7e]+$/;
  const told = directions.map(([text]) => text).filter((text) => english.test(text) && text.endsWith("."));
  const said = content.filter((text) => english.test(text));

  it("keeps the content in its order and nothing else", () => {
    const sentence = fc.oneof(
      fc.constantFrom(...told).map((text) => ({ text, isContent: false })),
      fc.constantFrom(...said).map((text) => ({ text, isContent: true })),
    );
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), (sentences) => {
        const { text, actions } = translateGuiText(sentences.map((each) => each.text).join(" "));
        const kept = sentences.filter(({ isContent }) => isContent);
        expect(text).toBe(kept.map((each) => each.text).join(" "));
        expect(actions.length > 0).toBe(kept.length < sentences.length);
        expect(new Set(actions.map((action) => JSON.stringify(action))).size).toBe(actions.length);
      }),
    );
  });

  it("never throws", () => {
    const pieces = fc.constantFrom(
      "click ",
      "you can ",
      "点击",
      "，",
      "(",
      "“",
      '"',
      "**",
      ". ",
      "\n1. ",
      "```\n",
      "x",
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(translateGuiText(any).text.length).toBeLessThanOrEqual(any.length + 4);
      }),
    );
  });
});
