import { readSize, setTargetSize, sizeText } from "./quantity-rules.js";
import { sizeOrSource } from "./question-texts.js";
import { rule, type Rule } from "./rule.js";

/** A size right before its noun: "a 10MB mp4" is wanted, "convert a 2GB mp4" says what there is, "a 2GB file" may be both. */

const noun = "(?:(?<mp4>mp4)(?: (?:file|video))?|file|video|clip|movie|version|copy|result)(?![a-z])";
const about = "(?:about |around |roughly |approximately )?";
// What follows makes something else of it.
const changed = String.raw`(?!,? (?:to (?!send|e-?mail|upload|share|post|put|play)|into|as|down|under|below|smaller|less|than|is|(?:convert|compress|turn|encod|transcod|shrink|shrunk|reduc|squeez)[a-z]*)(?![a-z]))`;
const asked = String.raw`(?:(?:i(?:['’]d| would)? )?(?:make|create|produce|generate|get|give|send|save|export|render|output|deliver|want|need|like|prefer)(?:s|d|ed|ing)?:?(?: (?:me|us|it|them|everything|(?:this|that|the (?:video|file|clip|result|output))(?= (?:to|into|as|be|in|an?) )))?(?: (?:to|into|as|be|in))?|into|to|as|be|become)`;
const given = String.raw`(?<!\b(?:convert|compress|shrink|transcode|(?:re-?)?encode|turn|take|reduce|resize|squeeze|bring|upload|change|process|trim|cut|my|our|this|these|that|those|the|have|has|had|got|from|of|is|was|source|input|original|all|every|each)(?:s|d|ed|ing)? (?:(?:an?|about|some|large|big|huge|of) ){0,3})`;
// "It" is what there is, and beside a rate the size cannot be chosen as well.
const alone = String.raw`(?![^]{0,200}\b(?:it|them)\b)(?! at \d+(?:\.\d+)?\s?[mk]b?)`;

const nounChinese = "(?:(?<mp4>mp4)(?:文件|视频)?|视频|文件|影片|片子|短片|版本|成品)(?![a-z])";
const changedChinese = String.raw`(?![^,;。]{0,4}(?:转|压|变|换|改|缩|降|剪|太|到)|[^]{0,60}它)`;
const askedChinese = `(?:(?:转换?|变|换|改|做|弄|制作|生成|输出|导出|压缩?|存|保存|合成|剪|缩)(?:成|为|到|出)|生成|输出|导出|制作|做|得到|给我|(?<!不)想?要|需要)(?:一?[个段份])?`;
const givenChinese = "(?<!(?:把|将|[这那我][个段的]?|有|压缩|转换?码?|处理|从|由|源|原|是)(?:了?一?个)?)";

const wanted: Rule["apply"] = (reading, groups) => {
  if (groups["mp4"] !== undefined) return setTargetSize(reading, groups);
  const [size, value] = [groups["size"]!, readSize(groups["size"]!)];
  if (value === undefined) return false;
  reading.ambiguities.push({ meanings: [{ field: "targetSize", value }], text: sizeOrSource(size) });
  return true;
};

export const wantedSizes: readonly Rule[] = [
  rule(
    "targetSize",
    `${asked}(?: an?| one| only)? ${about}(?<size>${sizeText})(?= ${noun}${changed})`,
    setTargetSize,
  ),
  rule("targetSize", `${given}(?:an? )?${about}(?<size>${sizeText})(?= ${noun}${changed}${alone})`, wanted),
  rule(
    "targetSize",
    `${given}(?:an? )?(?:(?<mp4>mp4)|file|video|clip|movie)(?: (?:of|with)) ${about}(?<size>${sizeText})(?: in size)?${changed}${alone}`,
    wanted,
  ),
  // "A 2GB mkv to 500M"
  rule(
    "targetSize",
    String.raw`(?<=${sizeText} [a-z\d]{1,9},? )(?:(?:compress(?:ed)?|shrunk|shrink) )?(?:down )?to ${about}(?<size>${sizeText})`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`${askedChinese}\s?大?约?\s?(?<size>${sizeText})\s?(?:大小|左右)?\s?的?\s?(?=${nounChinese}${changedChinese})`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`${given}${givenChinese}(?:一?个)?\s?(?<size>${sizeText})\s?(?:大小|左右)?\s?的?\s?(?=${nounChinese}${changed}${changedChinese})`,
    wanted,
  ),
];
