import { type Language, NemoError } from "../errors/index.js";
import { type ConversionPlan, lossesIn } from "../conversion/index.js";
import type { ConvertOptions } from "./convert-options.js";

/**
 * With `strict`, a loss that was not acknowledged ends the conversion before it begins; so does a source that nobody can look
 * at, for which no plan is there.
 *
 * @throws NemoError `loss-refused` with the losses in its details
 */
export function refuseLosses(
  plan: Pick<ConversionPlan, "losses"> | undefined,
  { strict, acknowledge = [] }: ConvertOptions,
  language: Language,
): void {
  if (!strict) return;
  if (!plan) {
    throw new NemoError(
      "loss-refused",
      "Strict was asked for, and nobody can look at the source here: what would be lost is not known.",
      {
        details: { losses: [] },
        action: {
          kind: "install-ffmpeg",
          message:
            language === "zh"
              ? "请安装带 ffprobe 的 ffmpeg（npx nemo-converter doctor），或不使用 strict。"
              : "Install ffmpeg with ffprobe (npx nemo-converter doctor), or leave out strict.",
        },
      },
    );
  }
  const losses = lossesIn(
    plan.losses.filter(({ kind }) => !acknowledge.includes(kind)),
    language,
  );
  if (losses.length === 0) return;
  const said = losses.map(({ kind, message }) => `${kind}: ${message}`).join(" ");
  const kinds = [...new Set(losses.map(({ kind }) => kind))].map((kind) => `"${kind}"`).join(", ");
  throw new NemoError(
    "loss-refused",
    `The conversion would lose something, and strict was asked for. ${said}`,
    {
      details: { losses },
      action: {
        message:
          language === "zh"
            ? `请确认可以丢失的内容（${kinds}），或不使用 strict。`
            : `Acknowledge what may be lost (${kinds}), or leave out strict.`,
      },
    },
  );
}
