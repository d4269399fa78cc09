import type { Verification } from "../verification.js";
import { bytesText, differenceText, rateText, timeText } from "./figures.js";
import { type Content, html, type Markup } from "./html.js";
import type { Receipt, ReceiptFile } from "./receipt.js";
import { shellQuote } from "./shell-quote.js";

/** What was expected, and what was found. */
export function checksCard({ checks, level }: Verification): Markup {
  const none = level === "none" ? "The result was not checked." : "There was nothing to check.";
  return html`<section class="card" id="checks">
    <h2>Checks</h2>
    ${
      checks.length === 0
        ? html`<p class="soft">${none}</p>`
        : html`<table class="stacks">
            <thead>
              <tr>
                <th>Check</th>
                <th>Expected</th>
                <th>Found</th>
                <th></th>
              </tr>
            </thead>
            <tbody>
              ${checks.map(
                ({ name, expected, actual, ok }) =>
                  html`<tr>
                    <th>${name}</th>
                    <td data-label="Expected">${text(expected)}</td>
                    <td data-label="Found">${text(actual)}</td>
                    <td data-label="Outcome">
                      <span
                        ><span class="tag ${ok ? "good" : "bad"}">${ok ? "✓ held" : "✗ failed"}</span></span
                      >
                    </td>
                  </tr> `,
              )}
            </tbody>
          </table>`
    }
  </section>`;
}

function text(value: unknown): string {
  if (value === undefined || value === null) return "—";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Both files side by side. */
export function filesCard(source: ReceiptFile, output: ReceiptFile): Markup {
  const row = (name: string, show: (file: ReceiptFile) => Content) =>
    html`<tr>
      <th>${name}</th>
      <td data-label="Source"><span>${show(source)}</span></td>
      <td data-label="Result"><span>${show(output)}</span></td>
    </tr> `;
  const lengths = [source.info.duration, output.info.duration];
  const difference = lengths.every((each) => each !== undefined) ? lengths[1]! - lengths[0]! : undefined;
  return html`<section class="card" id="files">
    <h2>Both files</h2>
    <table class="stacks">
      <thead>
        <tr>
          <th></th>
          <th>Source</th>
          <th>Result</th>
        </tr>
      </thead>
      <tbody>
        ${row("Name", ({ name }) => name)}
        ${row("Size", ({ bytes }) => (bytes === undefined ? "not known" : `${bytesText(bytes)} (${bytes} bytes)`))}
        ${row("Container", ({ info }) => info.format)}
        ${row("Length", (file) => length(file, file === output ? difference : undefined))}
        ${row("Bit rate", ({ info }) => (info.bitrate === undefined ? "—" : rateText(info.bitrate)))}
        ${row("Frames", ({ info, decoding }) => decoding?.frames ?? info.video[0]?.frames ?? "not counted")}
        ${row("Decode errors", ({ decoding }) => decodeErrors(decoding))}
        ${row("Chapters", ({ info }) => info.chapters.length)}
        ${row("SHA-256", ({ sha256 }) => (sha256 === undefined ? "not measured" : html`<code>${sha256}</code>`))}
      </tbody>
    </table>
    ${details("All that was found in the source", source.info)}
    ${details("All that was found in the result", output.info)}
  </section>`;
}

function length({ info }: ReceiptFile, difference: number | undefined): string {
  if (info.duration === undefined) return "not known";
  return difference === undefined
    ? timeText(info.duration)
    : `${timeText(info.duration)} (${differenceText(difference)})`;
}

function decodeErrors(decoding: ReceiptFile["decoding"]): Content {
  if (!decoding) return "not measured";
  if (decoding.errors === 0) return "none";
  return html`${decoding.errors}<br />${decoding.messages.map((message) => html`<code>${message}</code><br />`)}`;
}

function details(title: string, info: ReceiptFile["info"]): Markup {
  return html`<details>
    <summary>${title}</summary>
    <pre>${JSON.stringify(info, undefined, 2)}</pre>
  </details>`;
}

/** The call of ffmpeg as it could be typed. */
export function argumentsCard({ arguments: used, source, output }: Receipt): Markup {
  const call = used && [
    ...["ffmpeg", ...used.input, "-i", `./${source.name}`],
    ...[...used.output, `./${output.name}`],
  ];
  return html`<section class="card" id="arguments">
    <h2>Arguments</h2>
    ${call ? html`<pre>${shellQuote(call)}</pre>` : html`<p class="soft">ffmpeg did not run here, or nobody said how.</p>`}
    ${used?.output.includes("-pass") === true && html`<p class="soft">The second of two passes.</p>`}
  </section>`;
}

export function unmeasuredCard(unmeasured: readonly string[]): Markup | false {
  if (unmeasured.length === 0) return false;
  return html`<section class="card" id="unmeasured">
    <h2>Not measured</h2>
    <ul>
      ${unmeasured.map((each) => html`<li>${each}</li>`)}
    </ul>
  </section>`;
}

export function versionsCard({ software, ffmpeg, createdAt, spec }: Receipt): Markup {
  return html`<section class="card" id="versions">
    <h2>Made with</h2>
    <dl class="facts">
      <dt>Software</dt>
      <dd>${software.name} ${software.version}</dd>
      <dt>ffmpeg</dt>
      <dd>${ffmpeg?.version ?? "none here"}</dd>
      <dt>Receipt written</dt>
      <dd>${createdAt.replace("T", " ").replace(/\.\d+Z$/, " UTC")}</dd>
      <dt>Asked for</dt>
      <dd><code>${JSON.stringify(spec)}</code></dd>
    </dl>
  </section>`;
}
