import type { Pattern, WordClass } from "./read-words.js";

const place =
  "(?:(?:my|the|this) )?(?:computer|desktop|laptop|pc|mac|phone|iphone|device|disk|hard drive|machine|(?:downloads?|videos?|movies?|home) (?:folder|directory)|camera roll|gallery|photos|local(?:ly)?)";
/** What is got for the project is no result of it. */
const notForProject =
  "(?![^.!?\\n]* in(?:side)? (?:the|my|this|our) (?:current )?(?:project|edit|composition|sequence))";

/** Words as people write them; parts in the syntax of regular expressions. */
const words: Record<Exclude<WordClass, "media" | "address">, readonly string[]> = {
  export: ["(?:re-?)?export(?:ing)?", "download(?:ing)?", "(?:re-?)?render(?:ing)?(?: out)?", "output"],
  hand: [
    "(?:send|give|get|hand|pass|deliver|show)(?: it| that)?(?: over)?(?: to)? me(?: over)?",
    "let me (?:see|watch)",
    "send(?: over)?",
    "hand over",
    "deliver",
    `(?:save|(?:let me )?(?:get|grab|have))${notForProject}`,
    `where(?:'s| is)(?![^.!?\\n]* (?:on|in) ${place})`,
  ],
  product: [
    "(?:(?:final|finished|edited|rendered|resulting|completed?|new|latest|output|exported|whole|full|entire|converted) )*(?:videos?|movies?|films?|files?|results?|clips?|footage|mp4(?: (?:file|video|format|container))?|(?:format|container):? mp4)",
    "(?:final|finished|rendered) (?:cut|version|edit|product|piece|one)",
    "(?:download )?link",
    "(?:as|in|to|into) an? (?:mp4|mov|m4v|avi|mkv|webm|gif)(?: (?:file|video|format|movie|clip))?",
    "everything",
    "all of it",
    "the whole thing",
  ],
  pronoun: ["it", "this", "that", "these", "them", "this one", "that one"],
  indefinite: ["an?", "some", "another"],
  format: [
    "(?:2160|1440|1080|720|540|480|360|240)p?(?:[ @]?(?:24|25|30|50|60)(?: ?fps)?)?",
    "(?:24|25|30|50|60) ?fps",
    "[248]k",
    "(?:full |ultra )?hd|fhd|uhd",
    "(?:best|highest|high|full|good|great|nice|perfect|excellent|awesome|amazing|fantastic|wonderful|original|max(?:imum)?|top|medium|low(?:est)?)(?: possible)?(?: video)? (?:quality|resolution|res|def(?:inition)?)",
    "hi-?res|high-res",
    "mp4|mov|m4v|avi|mkv|webm|gif",
    "h\\.?26[45]|hevc",
  ],
  property: ["quality|resolution|format|file format|container"],
  place: [place],
  origin: [`(?:from|off|out of) ${place}`],
  bring: [
    "(?:send|give|get|hand|pass|deliver|show)(?: (?:it|this|that|these|them))?(?: over)?(?: to)? you",
    "to you",
    `(?:i'll|i will|i'm going to|i am going to|we'll|we will|let me|where (?:do|can|should) (?:i|we)|(?:can|could|may|shall|should) (?:i|we)) (?:now |just )?(?:send|give|deliver|hand over)(?! me)(?![^.!?\\n]* (?:to|on) ${place})`,
    "(?:into|onto|to) (?:the|my|this|our) (?:current )?(?:project|edit|composition|sequence|time ?line|draft)",
  ],
  credits: [
    "(?:remaining |available |account |current )*credits?(?: balance| count)|(?:remaining |available |current )*credits",
    "(?:remaining |available |account |current )*balance",
    "(?:my |the )?(?:account|billing)(?: (?:info|information|page|status|details|settings))?",
    "points",
    "quota",
    "how (?:much|many) (?:money|credits?|points) (?:do (?:i|we) (?:still )?have|(?:is|are) (?:there )?left|(?:have i|i have|i've) (?:got)?)(?: left| remaining)?",
    "how (?:much|many) (?:do (?:i|we) have left|is left|are left)",
    "out of credits",
  ],
  more: ["more", "buy", "top[- ]?up", "purchase", "recharge", "refill"],
  status: [
    "(?:current |present )?(?:status|progress|state)(?: (?:report|update))?",
    "update me",
    "(?:is|are|has)(?: the| my| this)? (?:export|upload|download|render|video|film|movie|file|project|it|edit)(?:ing)? (?:done|finished|ready|completed?)(?: yet)?",
  ],
  state: [
    "(?:current |present )?time ?line(?: (?:summary|overview|view|panel|tab))?",
    "(?:current |all |all the )?tracks?(?: (?:list|panel|overview))?",
    "what(?:'s| is)(?: currently| now)? (?:in|on)(?: (?:the|my|this))? (?:time ?line|tracks?|project|draft|edit)",
    "what (?:do we|have we|do i|have you|have i|did you|did we)(?: have| got| done| do)(?: so far| done)?",
    "where are we(?: at)?",
    "which tracks(?: are there| do (?:i|we) have)?",
    "(?:what|how many) (?:tracks?|segments|clips|layers)(?: are there| do (?:i|we) have| are (?:in|on))",
    "(?:overview|summary)",
    "draft",
  ],
  project: ["(?:current |whole )?(?:project|edit|composition|sequence)"],
  show: [
    "show(?: me| us)?",
    "list",
    "display",
    "print",
    "check(?: on)?",
    "see",
    "view",
    "look at",
    "look up",
    "tell me(?: about)?",
    "give me",
    "what(?:'s| is| are)",
    "how many",
    "how much",
    "query",
    "open",
    "go to",
    "preview",
    "read",
    "review",
    "do (?:i|we)(?: still)? have",
    "(?:i|we) have",
    "left",
    "remaining",
    "available",
  ],
  upload: ["(?:re-?)?upload(?:ing)?", "import(?:ing)?"],
  control: ["click(?: on)?", "press", "hit", "tap(?: on)?", "button", "tab", "panel", "page", "menu"],
  link: [
    "please|pls|plz|kindly",
    "hey|hi|hello|ok(?:ay)?|k|now|just|then|so|well|alright|all right|right|yes|yeah|yep|yup|sure|also",
    "thanks|thank you|thx|ty|cheers|many thanks|thank you very much|thanks a lot",
    "great|perfect|good|nice|cool|awesome|excellent|wonderful|amazing|fantastic|done|finished|ready|all done|all set",
    "(?:i'm|i am|we're|we are) (?:done|happy|good|ready|finished|all set)(?: with (?:it|this|that|the result))?",
    "(?:that's|that is|it's|it is|this is|looks|looks like|it looks|that looks|sounds) (?:it|all|enough|good|great|perfect|fine|done|ready|nice|awesome|amazing|time(?: to)?)",
    "(?<!(?:the|my|our|your|this|that)\\s+)first(?!\\s+(?=[\\p{L}\\p{N}])(?!(?:please|pls|thanks|thank|and|then|now|let|can|could|would|will|i|we|you|the|it|this|that|in|to|as|with|at|for|on|(?:re-?)?(?:export|download|render)|send|give|get|save|deliver)(?![a-z])))",
    "let's|lets|go ahead|go on|go|want to|wanna|need to|like to|would like to|gonna|going to",
    "(?:can|could|would|will|may|shall|should) (?:you|i|we)",
    "(?:i|we)(?:'d| would)? (?:want|need|like|love)(?: you)?(?: to)?|i'll|we'll|i'd|i wanna|i am ready to|ready to",
    "help me|for (?:me|us|free)|to me|try to|be able to|able to",
    "how (?:do|can|could|would|should|to) (?:i|we|you)|how to|how do i|where (?:do|can) (?:i|we)|is it possible to|do you mind|would you mind|possible to",
    "(?:right )?away|asap|quickly|immediately|right now|at once|soon|again|once more|finally|currently|today|so far|at the moment|yet",
    "the|my|our|your|and|to|in|into|on|onto|as|at|with|using|of|from|for|out|is|are|there|me|us|i|we|you",
    "here(?:'s| is| are| you go)?|attached",
    "called|named",
  ],
};

export function englishWords(): Pattern[] {
  return Object.entries(words).flatMap(([type, parts]) =>
    parts.map(
      (part) =>
        [type as WordClass, new RegExp(String.raw`(?:${part})(?![\p{Script=Latin}\p{N}_'])`, "iuy")] as const,
    ),
  );
}
