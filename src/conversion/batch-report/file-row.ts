import { bytesText, savingText, spanText } from "../receipt/figures.js";
import { type Content, html, type Markup } from "../receipt/html.js";
import type { BatchReportFile, DoneFile } from "./report-data.js";
import { isVerified } from "./report-totals.js";
import { hasNotes, type Ranks } from "./sort-and-filter.js";
import { relativeLink, visibleText } from "./visible-text.js";

export interface RowOptions {
  ranks: Ranks;
  /** Whether the table has a column of pictures, and whether this row is one of those that fill it. */
  hasPictures: boolean;
  isPictured: boolean;
}

export function fileRow(file: BatchReportFile, { ranks, hasPictures, isPictured }: RowOptions): Markup {
  const places = Object.entries(ranks).map(([key, place]) => `--${key}:${place}`);
  return html`<tr class="${file.status}${hasNotes(file) && " noted"}" style="${places.join(";")}">
    ${hasPictures && html`<td class="shots">${isPictured && shots(file)}</td>`}
    <th scope="row"><bdi>${visibleText(file.name)}</bdi>${explanation(file)}</th>
    <td class="number" data-label="Size">${sizes(file)}</td>
    <td data-label="Outcome"><span>${outcome(file)}</span></td>
    <td class="number" data-label="Time">
      <span>${file.elapsedMs === undefined ? "—" : spanText(file.elapsedMs)}</span>
    </td>
  </tr> `;
}

function shots(file: BatchReportFile): Markup[] {
  const after = file.status === "done" ? file.thumbnailAfter : undefined;
  return [
    ...(file.thumbnailBefore === undefined ? [] : [shot(file.thumbnailBefore, "Source")]),
    ...(after === undefined ? [] : [shot(after, "Result")]),
  ];
}

function shot(uri: string, alt: string): Markup {
  return html`<img src="${uri}" alt="${alt}" decoding="async" />`;
}

/** What a reader wants to know besides the figures. */
function explanation(file: BatchReportFile): Content {
  if (file.status === "failed") {
    const { message, action } = file.error;
    return html`<p class="problem">${visibleText(message)}</p>
      <p class="soft">${action.message}</p>`;
  }
  if (file.status === "skipped") return html`<p class="soft">${visibleText(file.reason)}</p>`;
  const { failed } = file.verification;
  const notes = [...file.losses, ...file.warnings];
  return html`${links(file)}
  ${failed.length > 0 && html`<p class="problem">Checks that failed: ${failed.join(", ")}</p>`}
  ${
    notes.length > 0 &&
    html`<details>
      <summary>${notes.length === 1 ? "1 note" : `${notes.length} notes`}</summary>
      <ul>
        ${notes.map((note) => html`<li>${visibleText(note)}</li>`)}
      </ul>
    </details>`
  }`;
}

function links({ output, receipt }: DoneFile): Content {
  if (output === undefined && receipt === undefined) return undefined;
  return html`<p class="links">
    ${output !== undefined && html`<a href="${relativeLink(output)}"><bdi>${visibleText(output)}</bdi></a>`}
    ${receipt !== undefined && html`<a href="${relativeLink(receipt)}">receipt</a>`}
  </p>`;
}

function sizes(file: BatchReportFile): Markup {
  const before = file.bytesBefore === undefined ? undefined : bytesText(file.bytesBefore);
  const after = file.status === "failed" ? undefined : file.bytesAfter;
  if (before === undefined || after === undefined) {
    return html`<span>${after === undefined ? (before ?? "—") : bytesText(after)}</span>`;
  }
  return html`<span
    >${before} → ${bytesText(after)}<br /><span class="${after > file.bytesBefore! ? "grown" : "soft"}"
      >${savingText(file.bytesBefore!, after)}</span
    ></span
  >`;
}

function outcome(file: BatchReportFile): Markup {
  if (file.status === "skipped") return html`<span class="tag">skipped</span>`;
  if (file.status === "failed") {
    return html`<span class="tag bad">✗ failed</span> <code>${file.error.code}</code>`;
  }
  const how = { copy: "copied", partial: "partly copied", encode: "encoded" }[file.route];
  return html`${verdict(file)} <span class="tag ${file.route}">${how}</span>`;
}

function verdict(file: DoneFile): Markup {
  if (isVerified(file)) return html`<span class="tag good">✓ verified</span>`;
  return file.verification.level === "none"
    ? html`<span class="tag">not checked</span>`
    : html`<span class="tag bad">✗ not verified</span>`;
}
