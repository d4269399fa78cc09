const trouble =
  /(?:(?:(?:i['’]m |i am |we['’]re )?(?:so |very )?sorry|apologies|my apologies|oops|unfortunately)[,.!:]?\s*(?:but\s+)?)?(?:it (?:seems|looks like|appears)(?: that)?\s+)?(?:i(?:['’]ve| have)?|we(?:['’]ve| have)?|there (?:was|is))\s*(?:just\s+)?(?:encountered|experienced|ran into|hit|had)?\s*(?:an?|some)\s+(?:temporary|transient|unexpected temporary)\s+(?:issues?|problems?|errors?|glitch|hiccup)[^.!?\n]*[.!?]?/iu;
const chineseTrouble =
  /(?:(?:非常)?(?:抱歉|对不起|不好意思)[，,。！]?\s*)?(?:我)?(?:这边)?(?:刚才|刚刚)?(?:遇到|出现|发生)了?(?:一个|一些|点)?(?:临时|暂时|短暂)(?:性)?的?(?:问题|故障|错误|状况)[^。！？\n]*[。！？]?/u;
const again =
  /(?:\s*(?:please|kindly|you can|could you(?: please)?)?,?\s*(?:try|retry)[^.!?\n]*[.!?]?|\s*请[^。！？\n]*(?:重试|再试)[^。！？\n]*[。！？]?)?/iu;
// A sentence of its own: what a title says of trouble is none.
const begin = /(?<=(?:^|[.!?。！？…\n])["'”’)]?\s*)/u;
const noise = new RegExp(
  String.raw`${begin.source}(?:${trouble.source}|${chineseTrouble.source})${again.source}\s*$`,
  "iu",
);

/**
 * An agent's messages without the "I encountered a temporary issue" that it may end with although all went well. An agent that says
 * nothing else is taken at its word.
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
