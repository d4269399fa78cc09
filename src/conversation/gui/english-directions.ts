import type { DirectionWords } from "./direction-words.js";

const you = String.raw`you(?:'ll|'d| will| can| could| may| might| should| must| need| have| want| just| simply| also| only| then| now| first| always| still| either)*(?: to| be able to)?`;
const lead = String.raw`^[\s*_~>#•\u200D\uFE0F\p{Extended_Pictographic}-]*(?:(?:please|kindly|then|now|next|first(?:ly)?|second(?:ly)?|finally|lastly|afterwards?|later|after that|also|just|simply|and|or|so|but|alternatively|otherwise|again|step \d+:?|ok(?:ay)?|${you}|(?:can|could|would) you|users? can|feel free to|(?:please )?make sure (?:to|you|that you)|be sure to|don't forget to|remember to|try(?: to)?|go ahead and|all (?:you|that you) (?:need|have) to do is(?: to)?|(?:i )?(?:suggest|recommend)(?: that)?(?: you)?|let's|to do (?:so|this|that|it)|in order to)[\s,:]+)*[*_]*`;

// Tells of something that was done.
const isReport = String.raw`(?!.*(?<!that |which |what )\b(?:was|were|has been|have been)\b)`;
const at = (pattern: string) => new RegExp(lead + isReport + pattern, "diu");

const article = String.raw`(?: (?:the|your|this|that|an?|its)(?= ))?`;
const key = String.raw`(?=(?: on| and hold)?(?: (?:the|your|this|that|an?)\b| (?:play|pause|stop|enter|export|download|save|apply|render|next|ok|done|space|delete|ctrl|cmd|command|shift|start|it)\b| ?["“'‘*\uE000]))`;
const press = String.raw`(?:(?:right|left|double)[- ]?)?(?:click(?:ing)?\b(?! (?:sounds?|tracks?|noises?|through)\b)|(?:tap(?:ping)?|press(?:ing)?|hit(?:ting)?|push(?:ing)?)\b${key})`;
const thing = String.raw`(?:(?: on| onto| in)?${article} *(?<target>.+?))?`;
const end = String.raw`(?=\s*$|[*_]*\s+(?:to|in|at|on|above|below|from|under|so|when|if|once|for|near|next|located|after|before|icon|button|tab|key|option|link|menu)\b|[*_]* ?\()`;
const object = String.raw`(?=\s*[*_]*\s*$| (?:the|your|it|them|this|that|these|those|an?|any|each|one|files?|clips?|media|images?|videos?|music|audio|text|elements?|layers?)\b| ?["“'‘*\uE000])`;
const drag = String.raw`(?:(?:drag(?:ging)?\s*(?:and|[-&/])\s*drop(?:ping)?|drag(?:ging)?|drop(?:ping)?)\b${object})`;
const goTo = String.raw`(?:open(?: up)?|go(?: over| back)? to|switch(?: over| back)? to|navigate to|head(?: over| back)? to|expand|access|toggle|return to)\b`;
const look = String.raw`(?:check(?:ing)?(?: on| out)?|see(?:ing)?|view(?:ing)?|visit(?:ing)?|review(?:ing)?|manag(?:e|ing)|find|look(?:ing)?(?: at| in)?|top up|upgrade|watch(?:ing)?|(?:log(?:ging)?|sign(?:ing)?) ?in(?:to)?(?: to)?)\b`;
const preview = String.raw`(?:(?:quickly )?preview(?:ing)?(?= (?:it|the|your|this|that|these|how|what|everything|all|changes|results?|edits?|in|on|here|now|directly)\b)|play(?:ing)?(?: back)?|${look})`;
const surface = String.raw`(?:panels?|tabs?|menus?|librar(?:y|ies)|side ?bars?|settings|inspector|drawer|tool ?bars?|drop-?downs?|dialogs?|properties|workspace)`;
const account = String.raw`(?:your|the|my) (?:account|billing|credits? (?:page|balance)|subscription|plan)\b|\b(?:account|billing)(?: (?:or|and|\/) (?:account|billing))?(?: (?:page|settings|section|tab|details|info(?:rmation)?))?(?=\s*$| to| for| in| if| and| or)`;
const exportButton = String.raw`[*_"“'‘]*(?:export|download)(?: video)?[*_"”'’]* (?:button|icon)\b(?=\s*$|[*_]* (?:is|will|in|at|on|to|lets|allows|can|above|below|located|when|once|if|for|and|or)\b)`;

export const englishDirections: DirectionWords = {
  clauseEnd: /,?\s+(?:and then|and|then|or|but|so)\s+|[,;:]\s+|\s+[-–—→]+\s+/giu,
  rules: [
    { kind: "edit", pattern: at(String.raw`${drag}(?:\s+(?<target>.+?))?[*_]*\s*$`) },
    { kind: "call", pattern: at(press + thing + end) },
    { kind: "call", pattern: new RegExp(String.raw`^(?:.* )?${you} .*?\bby ${press}${thing}${end}`, "diu") },
    {
      kind: "edit",
      pattern: new RegExp(String.raw`^(?:.* )?${you} .*?\bby ${drag}(?:\s+(?<target>.+?))?\s*$`, "diu"),
    },
    {
      kind: "export",
      pattern: new RegExp(
        String.raw`^(?:.* )?${you} .*?\b(?:using|with|via|through|from) (?:the |your )?(?<target>${exportButton})`,
        "diu",
      ),
    },
    {
      kind: "timeline",
      pattern: at(
        String.raw`${preview}\b.*\b(?:in|on|from|using)(?: (?:the|your))? [*_]*(?<target>time ?line)\b`,
      ),
    },
    {
      kind: "timeline",
      pattern: at(
        String.raw`(?:${goTo}|${look})(?: (?:the|your))? [*_]*(?<target>time ?line)\b(?! (?:panel|tab|menu))`,
      ),
    },
    {
      kind: "credits",
      pattern: at(
        String.raw`(?:${goTo}|${look}|in|from|under|via)(?=.*(?:${account})).*?\b(?<target>account|billing|subscription|plan|credits?)\b`,
      ),
    },
    {
      kind: "export",
      pattern: at(
        String.raw`(?:(?:${look}|use|using|with|via|through|look for)\b.*?(?: (?:the|your|an?))? |(?:the|your|an?) )?(?<target>${exportButton})`,
      ),
    },
    {
      kind: "state",
      pattern: at(
        String.raw`(?:${goTo})${article} *(?<target>.+? ${surface}|${surface}|[*_]*(?:settings|preferences))\b`,
      ),
    },
    {
      kind: "state",
      pattern: at(String.raw`(?:in|on|from|under) (?:the|your) (?<target>[\w\uE000"“”*' -]*?${surface})\s*$`),
    },
    {
      kind: "call",
      pattern: at(
        String.raw`(?:select(?:ing)?|choos(?:e|ing)|pick(?:ing)?|use|using|hover(?:ing)? over|toggl(?:e|ing))${article} *(?<target>.+?)[*_]* (?:button|icon|menu|tab|drop-?down|slider|handle|check ?box|toggle)s?\b`,
      ),
    },
  ],
  weak: at(
    String.raw`(?:select(?:ing)?|choos(?:e|ing)|pick|enter|type|set|scroll(?: (?:up|down|to))?|hover(?: over)?|confirm|save|wait for|look for|find|hold|release|adjust|move|resize|${goTo})\b(?:(?: (?:the|your|an?))? *(?<target>.+))?$`,
  ),
  leadIn:
    /^[\s*_>-]*(?:(?:to|in order to|if|when|whenever|once|after|before|for|as soon as|while)\b|(?:pro |quick )?(?:tips?|hints?|notes?|(?:next )?steps?|what's next|here's how|how to .*|follow these steps)\s*$)/iu,
  isStatement: new RegExp(
    String.raw`^\s*(?:and |but |so |then )?(?:(?:i|i'm|i'll|i've|i'd|we|we'll|we've|it|it's|they|he|she|there|let me|tell me|ask me|just tell|just let|this|that|what|which|would you|do you|shall|should) |(?:the|your|this|that|an?|all|our|its|everything) .*\b(?:is|are|was|were|will|has|have|should|can|starts?|begins?|downloads?|looks?|plays?|appears?|shows?|becomes?|takes?|now)\b)`,
    "iu",
  ),
};
