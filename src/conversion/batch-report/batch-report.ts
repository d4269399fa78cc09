import { bytesText, savingText, spanText } from "../receipt/figures.js";
import { html, type Markup } from "../receipt/html.js";
import { pageDocument } from "../receipt/page-document.js";
import { outcomeChart, sizeChart, timeChart } from "./charts.js";
import { failuresCard } from "./failures-card.js";
import { filesCard } from "./files-card.js";
import { type BatchReport, reportMark } from "./report-data.js";
import { reportStyle } from "./report-style.js";
import { type BatchTotals, batchTotals } from "./report-totals.js";
import { visibleText } from "./visible-text.js";

/**
 * A batch as one page that needs nothing but itself: totals, charts, what failed and what to do about it, and a row for each
 * file. It runs no script; files are sorted and chosen by style alone. All that came out of files is escaped. Pure.
 */
export function batchReport(report: BatchReport): string {
  const totals = batchTotals(report);
  const charts = [sizeChart(report.files), timeChart(report.files)].filter((chart) => chart !== undefined);
  return pageDocument({
    title: `Batch: ${totals.done} of ${totals.files} files done`,
    kind: reportMark,
    style: reportStyle,
    body: html`${summaryCard(report, totals)} ${failuresCard(report.files)}
    ${charts.length > 0 && html`<div class="charts">${charts}</div>`} ${filesCard(report.files)}
    ${footer(report)}`,
  });
}

function summaryCard({ request, stopped }: BatchReport, totals: BatchTotals): Markup {
  const { files, done, verified } = totals;
  const seal = sealOf(totals, stopped);
  return html`<section class="card verdict ${seal.isGood ? "good" : "bad"}" id="summary">
    <header><strong class="seal">${seal.text}</strong><span class="soft">Batch report</span></header>
    <h1>
      ${request !== undefined ? visibleText(request) : `${done} of ${countOf(files, "file")} converted`}
    </h1>
    ${stopped !== undefined && html`<p>${visibleText(stopped)}</p>`}
    <dl class="figures">
      ${figure("Files", `${done} of ${files}`, othersOf(totals))} ${savingFigure(totals)}
      ${figure("Verified", `${verified} of ${done}`, "results compared with their sources")}
      ${figure("Time", spanText(totals.elapsedMs), paceOf(totals))}
    </dl>
    ${outcomeChart(totals)}
  </section>`;
}

function sealOf(
  { files, failed, done, verified }: BatchTotals,
  stopped?: string,
): { text: string; isGood: boolean } {
  if (stopped !== undefined) return { text: "✗ Ended early", isGood: false };
  if (failed > 0) return { text: `✗ ${failed} of ${files} failed`, isGood: false };
  if (verified < done) return { text: `✗ ${done - verified} of ${done} not verified`, isGood: false };
  if (done > 0) return { text: "✓ All verified", isGood: true };
  return { text: files === 0 ? "There were no files" : "✓ Nothing was left to do", isGood: true };
}

function savingFigure({ bytesBefore, bytesAfter }: BatchTotals): Markup {
  if (bytesBefore === 0) return figure("Size", bytesAfter === 0 ? "—" : bytesText(bytesAfter), "");
  const grew = bytesAfter > bytesBefore;
  return html`${figure(
    grew ? "Added" : "Saved",
    bytesText(Math.abs(bytesBefore - bytesAfter)),
    savingText(bytesBefore, bytesAfter),
  )}
  ${figure("Size", bytesText(bytesAfter), `was ${bytesText(bytesBefore)}`)}`;
}

function figure(name: string, value: string, explanation: string): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}<small>${explanation}</small></dd>
  </div> `;
}

function othersOf({ skipped, failed }: BatchTotals): string {
  const others = [skipped > 0 && `${skipped} skipped`, failed > 0 && `${failed} failed`].filter(Boolean);
  return others.length === 0 ? "done" : `done, ${others.join(", ")}`;
}

function paceOf({ done, elapsedMs }: BatchTotals): string {
  return done > 1 ? `${spanText(elapsedMs / done)} for each done file` : "from the first file to the last";
}

function footer({ createdAt, software }: BatchReport): Markup {
  const written = createdAt.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC");
  return html`<p class="soft" id="made">
    Written by ${software.name} ${software.version} at ${written}. The JSON file beside this page holds the
    same for programs.
  </p>`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
