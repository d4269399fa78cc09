import type { AudioDecision } from "./decide-audio.js";
import { audioSpec } from "./intent.js";
import { defaultAudioBitrate } from "./rate-control.js";
import type { ConversionSpec } from "./spec.js";

/** ffmpeg's options for the kept tracks, in the order of the result. */
export function audioArguments(decisions: readonly AudioDecision[], settings: ConversionSpec): string[] {
  const kept = decisions.filter(({ action }) => action !== "drop");
  return kept.flatMap((decision, position) => trackArguments(decision, position, settings));
}

function trackArguments(decision: AudioDecision, position: number, settings: ConversionSpec): string[] {
  const at = `:a:${position}`;
  if (decision.action === "copy") return [`-c${at}`, "copy"];
  const { channels, sampleRate, stream } = decision;
  const { bitrate = defaultAudioBitrate(channels), normalize } = audioSpec(settings);
  const filters = [
    // Mixing down in floating point exceeds full scale on loud material; a maximum of 1 makes room instead. The deep
    // channel, which is left out otherwise, may be all that there is.
    ...(channels < stream.channels ? ["aresample=rematrix_maxval=1.0:lfe_mix_level=0.7"] : []),
    ...(normalize ? ["loudnorm=I=-23:TP=-1:LRA=15"] : []),
  ];
  return [
    `-c${at}`,
    "aac",
    `-b${at}`,
    String(bitrate),
    `-ac${at}`,
    String(channels),
    `-ar${at}`,
    String(sampleRate),
    ...(filters.length > 0 ? [`-filter${at}`, filters.join(",")] : []),
  ];
}
