import { asFault, not, negation, type Choice } from "./choice.js";

const anyDevice = String.raw`(?:(?:so )?(?:it |that it |that |make it )?(?:can |will )?(?:for|on|plays?(?: back)? on|playable on|to play on|works? on|runs? on|compatible with|compatibility with|supports?)(?: the| all| any| my){0,6} )?(?:any|all|every|old(?:er)?|legacy|ancient|very old|any old)(?: and all)? (?:android |kinds of )?(?:devices?|players?|hardware|phones?|tvs?|computers?)`;
const chineseDevice =
  "(?:要|能)?(?:兼容|适配|支持|适用于|适合|能在|可以在|在|给)?(?:所有|任何|任意|各种|全部|一切|老旧?|旧|较?旧的?|比较旧的?|老款|老式)的?(?:设备|手机|电视机?|播放器|机器|机型|电脑)(?:上|都){0,6}(?:能|可以|可)?(?:播放|观看|看|用)?";

/** What of the picture is chosen. */
export const pictureChoices: readonly Choice[] = [
  [
    "video",
    false,
    "sound only",
    "只要声音",
    String.raw`(?:audio|sound)[- ]only(?! tracks?)|(?<!(?:encod|convert|transcod|chang|copy|copi|touch|normali[sz])\w{0,4}(?: it)? )(?:just|only)(?: keep)? (?:the )?(?:audio|sound|soundtrack)(?! (?:in|from|tracks?|streams?|at|as|to|with|is)\b)|(?:drop|remove|strip|discard|${asFault}no|without|delete)(?: out)?(?: the| any){0,6} (?:video|picture|images?)(?: stream| track)?(?! (?:re-?encod|transcod|change|loss|problem|issue|bit))|extract (?:just |only )?(?:the )?(?:audio|sound)|(?:只|仅)(?:要|保留|留|提取|需要?|导出|输出)?(?:其)?(?:声音|音频)(?![轨流重转编])|(?:去掉|去除|删除|不要|移除|丢弃)(?:视频|画面)流?(?![重编转放旋])|提取(?:其中的?|出)?(?:音频|声音)(?![轨流])|纯音频`,
  ],
  ["video.codec", "auto", "automatic video codec", "自动视频编码"],
  ["audio.codec", "auto", "automatic audio codec", "自动音频编码"],
  [
    "reencode",
    false,
    "re-encode only what must be",
    "只重新编码必要的部分",
    String.raw`(?:only )?re-?encode (?:only )?(?:what|if|when|where)(?: is| it is| it)? (?:needed|necessary|required)|${not} re-?encode (?:unless|if not) (?:needed|necessary)|(?:只|仅)?在?(?:必要|需要)时才?重新编码`,
  ],
  [
    "video.allowUpscale",
    false,
    "no upscaling",
    "不要放大",
    String.raw`${not} (?:upscal(?:e|ed|ing)|enlarg(?:e|ing))(?: it| the (?:picture|video))?|${negation}(?:向上)?(?:放大|升频)(?:画面|视频)?`,
  ],
  [
    "video.allowUpscale",
    true,
    "upscaling allowed",
    "允许放大",
    String.raw`(?:allow|permit|ok(?:ay)? to|you (?:can|may)|feel free to) (?:it to )?(?:upscal(?:e|ing)|enlarg(?:e|ing))(?: it)?(?: if (?:needed|necessary))?|upscal(?:e|ed|ing)(?: is)?(?: allowed| ok(?:ay)?| permitted| fine)?(?: it| this| the (?:picture|video))?(?: if (?:needed|necessary))?|enlarge(?: it| the picture)?|(?:可以|允许|能)(?:向上)?(?:放大|升频)(?:画面|视频)?|放大(?:画面)?(?=到|至)`,
  ],
  [
    "video.profile",
    "high",
    "High profile",
    "High profile",
    String.raw`high[- ]profile|profile(?: of| is|:|=)? ?high|(?<=(?:h\.?264|avc|x264) )high(?=@|,|\.|$)|high(?=@l?\d\.\d)|(?:optimi[sz]ed )?for streaming|for (?:a )?streaming service|高级?(?:档次|规格|配置)|用于流媒体(?:播放)?|流媒体`,
  ],
  [
    "video.profile",
    "main",
    "Main profile",
    "Main profile",
    String.raw`main[- ]profile|profile(?: of| is|:|=)? ?main|(?<=(?:h\.?264|avc|x264) )main(?=@|,|\.|$)|main(?=@l?\d\.\d)|主(?:要)?(?:档次|规格|配置)`,
  ],
  [
    "video.profile",
    "baseline",
    "Baseline profile",
    "Baseline profile",
    String.raw`(?:constrained )?baseline(?:[- ]profile)?|profile(?: of| is|:|=)? ?baseline|${anyDevice}|(?:for )?(?:maximum|max|best|widest|broadest|full|universal) (?:device )?compatibility|universally (?:compatible|playable)|(?:so (?:that )?it |that )?plays? (?:everywhere|anywhere)|基线?(?:档次|规格|配置)|${chineseDevice}|(?:最大|最高|最广泛?的?|最好的?)(?:的)?兼容性?|兼容性(?:最好|最高|最大|优先)`,
  ],
  ["video.rotate", 0, "rotate 0 degrees", "旋转 0 度"],
  ["video.rotate", 90, "rotate 90 degrees clockwise", "顺时针旋转 90 度"],
  [
    "video.rotate",
    180,
    "rotate 180 degrees",
    "旋转 180 度",
    String.raw`(?:it['’]?s |it is |the (?:video|picture) is |turn(?:ed)? (?:it |the (?:video|picture) )?|flip (?:it )?)?upside[- ]down|上下颠倒|颠倒|倒过来`,
  ],
  ["video.rotate", 270, "rotate 90 degrees counterclockwise", "逆时针旋转 90 度"],
  [
    "video.deinterlace",
    "auto",
    "deinterlaced where interlaced",
    "按需去隔行",
    String.raw`de-?interlaced? (?:if|when|where) (?:it is |it['’]s )?(?:needed|necessary|interlaced)|需要时去隔行|自动去隔行`,
  ],
  [
    "video.deinterlace",
    false,
    "no deinterlacing",
    "不要去隔行",
    String.raw`${not} de-?interlac(?:e|ing)(?: it)?|keep (?:it )?interlaced|${negation}(?:去隔行|反交错|去交错)(?:扫描)?`,
  ],
  [
    "video.deinterlace",
    true,
    "deinterlaced",
    "去隔行",
    String.raw`de-?interlac(?:e|ed|ing)(?: (?:it|(?:the )?(?:video|picture|footage)))?|remove (?:the )?(?:interlacing|combing)(?: lines| artifacts)?|(?:make it |to |as )?progressive(?: scan)?|(?:去隔行|反交错|去交错|逐行化)(?:扫描|处理)?|(?:转|改)?(?:成|为)?逐行(?:扫描)?`,
  ],
  [
    "video.detelecine",
    false,
    "no detelecine",
    "不要还原胶片帧",
    String.raw`${not} (?:de-?telecine|inverse telecine|ivtc)`,
  ],
  [
    "video.detelecine",
    true,
    "detelecined",
    "还原胶片帧",
    String.raw`de-?telecined?(?: it)?|(?:inverse|reverse) telecine|ivtc|(?:remove|undo|reverse) (?:the )?(?:[23]:[23] )?(?:pull-?down|telecine)|还原胶片(?:帧率?)?|反?电视电影还原|去(?:除)?\s?[23]:[23]\s?下拉|去胶转磁`,
  ],
  ["video.hdr", "auto", "automatic HDR", "自动 HDR"],
  [
    "video.hdr",
    "keep",
    "keep HDR",
    "保留 HDR",
    String.raw`(?:keep|preserve|retain|maintain|with|in)(?:ing)?(?: the| it| in){0,6} hdr(?:10)?(?: metadata| colou?rs?)?|(?:保留|保持|维持)(?:原有的?)?\s?hdr(?:10)?(?:效果|信息|元数据)?`,
  ],
  [
    "video.hdr",
    "tonemap",
    "tone-map to SDR",
    "转为 SDR",
    String.raw`tone-?\s?map(?:ped|ping)?(?: (?:it|hdr))?(?: (?:down )?to sdr)?|(?:(?:convert |down |from ){0,6}hdr(?:10)?(?: video)? )?(?:(?:to|as|in|into|->|→) )?sdr(?: video)?|(?:${not}|remove|drop|strip)(?: the)? hdr(?:10)?|(?:把|将)?(?:hdr(?:10)?\s?)?(?:视频)?(?:转换?|变|改|输出|映射)?(?:成|为|到)?\s?sdr|(?:去掉|不要|关闭|去除)\s?hdr|色调映射`,
  ],
];
