import { bytesText, savingText, spanText } from "../receipt/figures.js";
import { html, type Markup } from "../receipt/html.js";
import type { BatchReportFile, DoneFile } from "./report-data.js";
import { type BatchTotals, isDone } from "./report-totals.js";
import { visibleText } from "./visible-text.js";

/** How all files ended, as shares of one bar. */
export function outcomeChart(totals: BatchTotals): Markup | undefined {
  const { copied, partlyCopied, encoded, skipped, failed, files } = totals;
  const parts = [
    { kind: "copy", name: "copied", count: copied },
    { kind: "partial", name: "partly copied", count: partlyCopied },
    { kind: "encode", name: "encoded", count: encoded },
    { kind: "skipped", name: "skipped", count: skipped },
    { kind: "failed", name: "failed", count: failed },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) return undefined;
  let from = 0;
  const segments = parts.map(({ kind, name, count }) => {
    const segment = html`<rect
      class="${kind}"
      x="${share(from, files)}"
      width="${share(count, files)}"
      height="100%"
      ><title>${count} ${name}</title></rect
    >`;
    from += count;
    return segment;
  });
  const words = parts.map(({ name, count }) => `${count} ${name}`).join(", ");
  return html`<svg class="outcomes" role="img" aria-label="${words}">${segments}</svg>
    <ul class="legend">
      ${parts.map(({ kind, name, count }) => html`<li><i class="${kind}"></i>${count} ${name}</li>`)}
    </ul>`;
}

const mostBars = 12;

/** The largest sources, and what became of them. */
export function sizeChart(files: readonly BatchReportFile[]): Markup | undefined {
  const measured = files
    .filter(isDone)
    .filter((file): file is DoneFile & { bytesBefore: number } => file.bytesBefore !== undefined);
  const shown = measured.toSorted((a, b) => b.bytesBefore - a.bytesBefore).slice(0, mostBars);
  const most = Math.max(...shown.flatMap(({ bytesBefore, bytesAfter }) => [bytesBefore, bytesAfter]));
  const bars = shown.map(({ name, bytesBefore, bytesAfter }) => {
    const [before, after] = [bytesText(bytesBefore), bytesText(bytesAfter)];
    const kind = bytesAfter > bytesBefore ? "grown" : "after";
    return bar(name, [
      html`<svg role="img" aria-label="${before} before, ${after} after">
        <rect class="before" width="${share(bytesBefore, most)}" height="100%" rx="3" />
        <rect class="${kind}" y="25%" width="${share(bytesAfter, most)}" height="50%" rx="3" />
      </svg>`,
      html`<span>${before} → ${after}, ${savingText(bytesBefore, bytesAfter)}</span>`,
    ]);
  });
  const legend = html`<ul class="legend">
    <li><i class="before"></i>before</li>
    <li><i class="after"></i>after</li>
  </ul>`;
  return card("sizes", "Size before and after", bars, {
    legend,
    note: noteOf("largest", shown.length, measured.length),
  });
}

/** The files that took longest. */
export function timeChart(files: readonly BatchReportFile[]): Markup | undefined {
  const measured = files
    .filter(isDone)
    .filter((file): file is DoneFile & { elapsedMs: number } => file.elapsedMs !== undefined);
  const shown = measured.toSorted((a, b) => b.elapsedMs - a.elapsedMs).slice(0, mostBars);
  const most = Math.max(1, ...shown.map(({ elapsedMs }) => elapsedMs));
  const bars = shown.map(({ name, elapsedMs, route }) =>
    bar(name, [
      html`<svg role="img" aria-label="${spanText(elapsedMs)}">
        <rect class="${route}" y="25%" width="${share(elapsedMs, most)}" height="50%" rx="3" />
      </svg>`,
      html`<span>${spanText(elapsedMs)}</span>`,
    ]),
  );
  const routes = (["copy", "partial", "encode"] as const).filter((route) =>
    shown.some((file) => file.route === route),
  );
  const names = { copy: "copied", partial: "partly copied", encode: "encoded" };
  const legend = html`<ul class="legend">
    ${routes.map((route) => html`<li><i class="${route}"></i>${names[route]}</li>`)}
  </ul>`;
  return card("times", "Time", bars, { legend, note: noteOf("slowest", shown.length, measured.length) });
}

function card(
  id: string,
  title: string,
  bars: readonly Markup[],
  { legend, note }: { legend: Markup; note: string },
): Markup | undefined {
  if (bars.length < 2) return undefined;
  return html`<section class="card" id="${id}">
    <h2>${title}${note !== "" && html` <small class="soft">${note}</small>`}</h2>
    ${legend}
    <ol class="bars">
      ${bars}
    </ol>
  </section>`;
}

function bar(name: string, parts: readonly Markup[]): Markup {
  return html`<li><bdi title="${visibleText(name)}">${visibleText(name)}</bdi>${parts}</li> `;
}

function noteOf(which: string, shown: number, all: number): string {
  return shown < all ? `the ${shown} ${which} of ${all}` : "";
}

function share(part: number, whole: number): string {
  return `${((part / Math.max(whole, 1)) * 100).toFixed(2)}%`;
}
