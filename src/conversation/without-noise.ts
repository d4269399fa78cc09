// Only what says nothing of the film may follow the trouble: "… with the music, which I left out" is an answer.
const sorry =
  /(?:(?:(?:i['’]m |i am |we['’]re )?(?:so |very )?sorry|apologies|my apologies|oops|unfortunately)[,.!:]?\s*(?:but\s+)?)?(?:it (?:seems|looks like|appears)(?: that)?\s+)?/;
const request =
  /(?:(?:while |when )?(?:processing|handling|with) (?:your|this|that|the) (?:last |latest )?(?:request|message))/;
const trouble =
  /(?:i(?:['’]ve| have)?|we(?:['’]ve| have)?|there (?:was|is))(?:\s+just)?(?:\s+(?:encountered|experienced|ran into|hit|had))?\s+(?:an?|some)\s+(?:temporary|transient|unexpected temporary)\s+(?:issues?|problems?|errors?|glitch|hiccup)/;
const place =
  /(?:,?\s+(?:(?:on|at) (?:my|our) (?:side|end)|with (?:my|our|the) (?:systems?|services?|servers?)|just now|right now|at the moment))/;
const again =
  /(?:[\s,;.!?–—-]+(?:so |and )?(?:(?:please|kindly|you can|could you(?: please)?),?\s+)?(?:wait (?:for )?a (?:moment|minute|bit) and )?(?:retry|try)(?: (?:it|that|this|(?:sending )?your (?:request|message)))?(?: again| once more| later| shortly| soon| in a (?:moment|minute|bit|while|few (?:seconds|moments|minutes)))+(?:,? please)?)/;
const english = String.raw`${sorry.source}(?:${request.source},?\s+)?${trouble.source}(?:,?\s+${request.source})?${place.source}*${again.source}?`;

const chineseSorry = /(?:(?:非常)?(?:抱歉|对不起|不好意思)[，,。！]?\s*)?/;
const chineseRequest = /(?:(?:在)?处理(?:您|你)?的?(?:请求|消息)(?:时|的时候|过程中)[，,]?\s*)?/;
const chineseTrouble =
  /(?:我|系统)?(?:这边)?(?:刚才|刚刚)?(?:遇到|出现|发生)了?(?:一个|一些|点)?(?:临时|暂时|短暂)(?:性)?的?(?:问题|故障|错误|状况)/;
const chineseAgain =
  /(?:[\s，,。！；;]*请(?:您|你)?(?:稍后|稍候|稍等|过一会儿?|过会儿|等一下|等会儿)?(?:片刻|一下)?[，,]?(?:再|重新|再次)?(?:重试|尝试|试)(?:一次|一下|一遍)?(?:吧)?)/;
const chinese = String.raw`${chineseSorry.source}${chineseRequest.source}${chineseTrouble.source}${chineseAgain.source}?`;

// A sentence of its own: what a title says of trouble is none.
const begin = /(?<=(?:^|[.!?。！？…\n])["'”’)]?\s*)/;
const noise = new RegExp(String.raw`${begin.source}(?:${english}|${chinese})[\s.!?。！？…]*$`, "iu");

/**
 * An agent's messages without the "I encountered a temporary issue" that it may end with although all went well. An agent that says
 * nothing else is taken at its word, and so is one that says what the trouble was with.
 */
export function withoutNoise(texts: readonly string[]): string[] {
  const last = texts.at(-1);
  if (last === undefined) return [];
  const rest = last.replace(noise, "").trimEnd();
  if (rest === last.trimEnd()) return [...texts];
  const before = texts.slice(0, -1);
  if (rest !== "") return [...before, rest];
  return before.some((text) => text.trim() !== "") ? withoutNoise(before) : [...texts];
}
