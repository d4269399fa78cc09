import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutNoise } from "../../../src/conversation/later.js";

const noises = [
  "I encountered a temporary issue",
  "I encountered a temporary issue.",
  "I've encountered a temporary problem!",
  "I ran into a temporary issue.",
  "There was a temporary error.",
  "There is a temporary issue.",
  "We had a temporary glitch.",
  "We hit a transient error.",
  "Sorry, I encountered a temporary issue, please try again.",
  "I'm sorry, but I ran into a temporary problem. Please try again later.",
  "Unfortunately, there was a temporary issue. Could you please try again?",
  "It seems I encountered some temporary issues. You can try again in a few minutes.",
  "I encountered a temporary issue while processing your request.",
  "I encountered a temporary issue processing your request. Please try again.",
  "While processing your request, I encountered a temporary issue.",
  "I experienced a temporary issue when handling your last message, so please try again shortly.",
  "I have encountered a temporary issue with your request on our side. Please retry later.",
  "There was a temporary issue on my end. Try again later.",
  "There was a temporary problem with the service right now. Please wait a moment and try again.",
  "I encountered a temporary issue — please try again.",
  "I encountered a temporary issue. Please try sending your message again…",
  "我遇到了一个临时问题。",
  "抱歉，我遇到了一个临时问题，请稍后再试。",
  "抱歉，我遇到了一个临时问题。请稍后重试！",
  "不好意思，这边刚才出现了一些临时性的故障，请您稍后再试一次。",
  "处理您的请求时遇到了临时问题，请重试。",
  "在处理你的请求时，系统出现了暂时的错误，请稍等片刻再试",
];

const answers = [
  "I ran into a temporary issue with the music, so no music was added.",
  "I ran into a temporary issue with the music track, so no music was added. The title is in place from 0 to 3 s.",
  "There was a temporary problem with clip 3: it could not be read and was left out.",
  "Unfortunately there was a temporary issue with the third clip, which I replaced by a black frame.",
  "I have a temporary issue to report: the music is under copyright and was muted.",
  "We had a temporary glitch effect added at 0:05.",
  "I encountered a temporary issue while adding the music.",
  "I encountered a temporary issue and left the last clip as it was.",
  "I encountered a temporary issue, so the title is missing.",
  "I encountered a temporary issue: the voice-over failed.",
  "I encountered a temporary issue (the logo could not be read).",
  "I encountered a temporary issue while processing your request, and clip 2 was dropped.",
  "I encountered a temporary issue while processing your request for music.",
  "There was a temporary issue on my end with the subtitles.",
  "There was a temporary problem with the service for voices.",
  "I encountered a temporary issue. Please try again with a shorter song.",
  "I encountered a temporary issue. Please try another file for clip 3.",
  "I encountered a temporary issue, please try the second clip again.",
  "I encountered a temporary issue. The music was not added.",
  "I encountered a temporary issue. Please upload clip 3 once more.",
  'It reads "Sorry. We had a temporary issue."',
  "我遇到了一个临时问题，背景音乐没有添加。",
  "抱歉，出现了临时故障，第三段素材无法读取，已被跳过。",
  "遇到了临时问题，标题没有加上，请稍后再试。",
  "我遇到了一个临时问题。音乐没有添加。",
  "我遇到了一个临时问题，请换一首音乐再试。",
  "处理您的请求时遇到了临时问题，字幕丢失。",
  "我们出现了暂时错误的字幕效果。",
];

describe("R20 the trouble an agent ends with although all went well", () => {
  it.each(noises)("is noise: %s", (noise) => {
    expect(withoutNoise(["The title is added.", noise])).toEqual(["The title is added."]);
    expect(withoutNoise([`The title is added. ${noise}`])).toEqual(["The title is added."]);
    expect(withoutNoise(["标题已添加。", noise])).toEqual(["标题已添加。"]);
    expect(withoutNoise([`标题已添加。${noise}`])).toEqual(["标题已添加。"]);
  });

  it.each(noises)("is the answer when nothing else was said: %s", (noise) => {
    expect(withoutNoise([noise])).toEqual([noise]);
    expect(withoutNoise([" ", noise])).toEqual([" ", noise]);
  });

  it.each(answers)("is no noise when it tells what it did to the film: %s", (answer) => {
    for (const texts of [["The title is added.", answer], [`The title is added. ${answer}`]]) {
      expect(withoutNoise(texts)).toEqual(texts);
    }
  });

  it("goes only from the end", () => {
    const texts = ["I encountered a temporary issue.", "The title is added."];
    expect(withoutNoise(texts)).toEqual(texts);
    expect(withoutNoise(["Done.", ...noises.slice(0, 3)])).toEqual(["Done."]);
  });

  it("takes nothing else with it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...noises),
        fc.stringMatching(/^[a-z0-9 ]{0,20}[a-z0-9]$/),
        (noise, word) => {
          const text = `Done. ${noise} ${word} was left out.`;
          expect(withoutNoise([text])).toEqual([text]);
        },
      ),
    );
  });
});
