import { html, Markup } from "../receipt/html.js";
import { fileRow } from "./file-row.js";
import { type BatchReportFile, mostRows, mostThumbnails } from "./report-data.js";
import { filters, isShownBy, ranksOf, sorts } from "./sort-and-filter.js";

/** A row for each file, sorted and chosen by radio buttons. */
export function filesCard(files: readonly BatchReportFile[]): Markup | undefined {
  if (files.length === 0) return undefined;
  const shown = files.slice(0, mostRows);
  const ranks = ranksOf(shown);
  const pictured = new Set(shown.filter(hasThumbnail).slice(0, mostThumbnails));
  const hasPictures = pictured.size > 0;
  return html`<section class="card ${hasPictures && "pictured"}" id="files">
    <h2>Files</h2>
    ${notes(files.length, pictured.size)} ${shown.length > 1 && controls(shown)}
    <table>
      <thead>
        <tr>
          ${hasPictures && html`<th>Before and after</th>`}
          <th>File</th>
          <th>Size</th>
          <th>Outcome</th>
          <th>Time</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((file, position) =>
          fileRow(file, { ranks: ranks[position]!, hasPictures, isPictured: pictured.has(file) }),
        )}
      </tbody>
    </table>
  </section>`;
}

function hasThumbnail(file: BatchReportFile): boolean {
  return file.thumbnailBefore !== undefined || (file.status === "done" && file.thumbnailAfter !== undefined);
}

function notes(all: number, pictured: number): Markup[] {
  return [
    ...(all > mostRows
      ? [`The first ${mostRows} of ${all} files are listed; all of them are in the JSON file.`]
      : []),
    ...(pictured === mostThumbnails && all > mostThumbnails
      ? [`Pictures are shown for the first ${mostThumbnails} files that have any.`]
      : []),
  ].map((note) => html`<p class="soft">${note}</p>`);
}

/** The buttons stand before the table, so that style can see which one is chosen: no script is needed. */
function controls(files: readonly BatchReportFile[]): Markup {
  const useful = filters.filter(({ key }) => {
    const count = files.filter((file) => isShownBy(key, file)).length;
    return key === "all" || (count > 0 && count < files.length);
  });
  const group = (id: string, title: string, choices: readonly { key: string; name: string }[]) =>
    choices.length > 1 &&
    html`<fieldset>
      <legend>${title}</legend>
      ${choices.map(({ key, name }) => html`<label for="${id}-${key}">${name}</label> `)}
    </fieldset>`;
  const inputs = (id: string, choices: readonly { key: string; name: string }[]) =>
    choices.map(
      ({ key, name }, position) =>
        html`<input
          type="radio"
          name="${id}"
          id="${id}-${key}"
          aria-label="${name}"
          ${position === 0 && checked}
        />`,
    );
  return html`${inputs("sort", sorts)}${useful.length > 1 && inputs("show", useful)}
    <div class="controls">${group("sort", "Sort by", sorts)} ${group("show", "Show", useful)}</div>`;
}

const checked = new Markup("checked");
