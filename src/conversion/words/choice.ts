/** A value that is chosen, not measured: how it is said in each language, and how else people say it. */
export type Choice = readonly [
  field: string,
  value: unknown,
  english: string,
  chinese: string,
  pattern?: string,
];

// "There is no sound" tells of a fault and asks for none.
export const asFault = String.raw`(?<!\b(?:is|are|was|were|has|had|have|got|hear|gives?|s)\s)`;
export const not = String.raw`(?:don['’]?t|do not|no|not|never|without|avoid|disable|skip|turn off)(?: any)?`;
export const negation = "(?:不要|不需要|不用|不做|不|别|禁止|无需|无须|不允许|不可以?|不能|关闭)(?:进行|再)?";
