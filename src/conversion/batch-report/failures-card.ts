import { html, type Markup } from "../receipt/html.js";
import type { BatchReportFile, FailedFile } from "./report-data.js";
import { visibleText } from "./visible-text.js";

const mostNamed = 200;

/** What failed, and what to do about it: files with the same remedy together. */
export function failuresCard(files: readonly BatchReportFile[]): Markup | undefined {
  const failed = files.filter((file): file is FailedFile => file.status === "failed");
  if (failed.length === 0) return undefined;
  return html`<section class="card" id="failures">
    <h2>What failed, and what to do</h2>
    ${groupsOf(failed).map(groupBlock)}
  </section>`;
}

function groupsOf(failed: readonly FailedFile[]): FailedFile[][] {
  const groups = new Map<string, FailedFile[]>();
  for (const file of failed) {
    const { code, action } = file.error;
    const key = JSON.stringify([code, action.message, action.url]);
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

function groupBlock(group: readonly FailedFile[]): Markup {
  const { code, action } = group[0]!.error;
  const left = group.length - mostNamed;
  return html`<div class="failure">
    <p>
      <span class="tag bad">${group.length} × ${code}</span>
      <strong>${action.message}</strong> ${remedyLink(action.url)}
    </p>
    <ul>
      ${group
        .slice(0, mostNamed)
        .map(
          ({ name, error }) =>
            html`<li>
              <bdi>${visibleText(name)}</bdi> <span class="soft">${visibleText(error.message)}</span>
            </li> `,
        )}
      ${left > 0 && html`<li class="soft">and ${left} more, which are in the JSON file</li>`}
    </ul>
  </div>`;
}

/** Only where it leads to a page: what a backend says must not become something that runs. */
function remedyLink(url: string | undefined): Markup | false {
  if (url === undefined || !/^https?:\/\//i.test(url)) return false;
  return html`<a href="${url}" rel="noreferrer noopener">${url}</a>`;
}
