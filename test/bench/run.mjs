// Speed and memory against the obvious alternative, each pair side by side in this one run. Figures of different runs, and
// of different machines, say nothing about each other; the ratios do.
import { cpus } from "node:os";
import process from "node:process";
import { benchConversion } from "./conversion.mjs";
import { benchCopy } from "./copy.mjs";
import { benchUpload } from "./upload.mjs";
import { benchVariants } from "./variants.mjs";

const only = process.argv[2];
const isQuick = process.argv.includes("--quick");
console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}\n`);

/** One line of figures, said as soon as it is known. */
function tell({ what, ratio, goal, detail }) {
  console.log(`${what}\n  ${ratio}  (goal ${goal})  ${detail}\n`);
}

if (!only || only === "upload" || isQuick) {
  const { throughput, ours, theirs, peak, imported, gigabytes } = await benchUpload({
    gigabytes: isQuick ? 0.5 : 2,
  });
  tell({
    what: `upload of ${gigabytes} GB, throughput (curl -F = 1)`,
    ratio: throughput.toFixed(2),
    goal: ">= 0.8",
    detail: `${ours.toFixed(2)} s against ${theirs.toFixed(2)} s, both with the start of their process`,
  });
  tell({
    what: "the same, memory at its peak",
    ratio: `${peak.toFixed(0)} MB`,
    goal: "< 100 MB",
    detail: `${(peak - imported).toFixed(0)} MB over the import`,
  });
}
if (!only || only === "conversion" || isQuick) {
  const { ratio, ours, theirs, overhead, length, size } = await benchConversion(
    isQuick ? { seconds: 8 } : {},
  );
  tell({
    what: `conversion of ${length} s at ${size}, wall time (the same ffmpeg command = 1)`,
    ratio: ratio.toFixed(3),
    goal: "<= 1.05 + 0.5 s",
    detail: `${ours.toFixed(2)} s against ${theirs.toFixed(2)} s: ${overhead.toFixed(2)} s for probe, start and verification`,
  });
}
if (!only || only === "copy") {
  const { ratio, encode, copy, seconds } = await benchCopy();
  tell({
    what: `copying ${seconds} s at 1080p, how many times as fast as encoding them`,
    ratio: ratio.toFixed(1),
    goal: ">= 20",
    detail: `${copy.toFixed(2)} s against ${encode.toFixed(2)} s, each with probe and verification`,
  });
}
if (!only || only === "variants") {
  for await (const { name, goal, seconds, ratio, ours, theirs } of benchVariants()) {
    tell({
      what: `variants 1080p, 720p, 480p of ${seconds} s ${name}, processor time (one conversion each = 1)`,
      ratio: ratio.toFixed(3),
      goal: `<= ${goal}`,
      detail: `${ours.toFixed(1)} s against ${theirs.toFixed(1)} s`,
    });
  }
}
