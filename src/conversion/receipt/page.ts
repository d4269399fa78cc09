import { bytesText, savingText, timeText } from "./figures.js";
import { html, type Markup } from "./html.js";
import { argumentsCard, checksCard, filesCard, unmeasuredCard, versionsCard } from "./page-facts.js";
import { pageDocument } from "./page-document.js";
import { similarityCard, streamsCard } from "./page-streams.js";
import type { FramePair, Receipt } from "./receipt.js";

/** The receipt as one page that needs nothing but itself. All that came out of files is escaped. Pure. */
export function receiptPage(receipt: Receipt, frames: readonly FramePair[]): string {
  const { source, output, losses, sidecars, warnings } = receipt;
  const lost = [
    ...losses.map(({ message, sidecar }) =>
      sidecar === undefined ? message : `${message} Kept in ${sidecar}.`,
    ),
    ...(losses.length === 0 ? sidecars.map((name) => `Kept beside it: ${name}`) : []),
  ];
  return pageDocument({
    title: `Receipt: ${source.name} → ${output.name}`,
    body: html`${verdictCard(receipt)} ${frames.length > 0 && framesCard(frames)}
    ${streamsCard(receipt.streams)} ${similarityCard(receipt)}
    ${listCard("Losses", "losses", lost, "Nothing was lost that nobody asked to leave out.")}
    ${checksCard(receipt.verification)} ${filesCard(source, output)} ${argumentsCard(receipt)}
    ${warnings.length > 0 && listCard("Notes", "notes", warnings)} ${unmeasuredCard(receipt.unmeasured)}
    ${versionsCard(receipt)}`,
  });
}

function verdictCard({ verdict, source, output, route, streams, verification }: Receipt): Markup {
  const how = { copy: "Copied", partial: "Partly copied", encode: "Encoded" }[route];
  const ways = {
    copy: "no stream was changed",
    partial: "some streams were encoded",
    encode: "every stream was encoded",
  }[route];
  const identical = streams.filter(({ identity }) => identity?.isIdentical).length;
  const { bytes: before } = source;
  const { bytes: after = 0 } = output;
  const depth = { none: "not checked", quick: "checked at both ends", full: "every frame checked" }[
    verification.level
  ];
  return html`<section class="card verdict ${verdict.ok ? "good" : "bad"}" id="verdict">
    <header>
      <strong class="seal">${verdict.ok ? "✓ Verified" : "✗ Not verified"}</strong
      ><span class="soft">Conversion receipt</span>
    </header>
    <h1>${source.name} <span>→</span> ${output.name}</h1>
    ${verdict.reasons.map((reason) => html`<p>${sentence(reason)}</p>`)}
    <dl class="figures">
      <div>
        <dt>Route</dt>
        <dd>${how}<small>${ways}</small></dd>
      </div>
      <div>
        <dt>${before !== undefined && after > before ? "Added" : "Saved"}</dt>
        <dd>
          ${before === undefined ? "unknown" : bytesText(Math.abs(before - after))}<small
            >${before === undefined ? "the source's size is not known" : savingText(before, after)}</small
          >
        </dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd>${bytesText(after)}<small>${before === undefined ? "" : `was ${bytesText(before)}`}</small></dd>
      </div>
      <div>
        <dt>Checks</dt>
        <dd>
          ${verification.checks.filter(({ ok }) => ok).length} of ${verification.checks.length} held<small
            >${depth}</small
          >
        </dd>
      </div>
      ${
        identical > 0 &&
        html`<div>
          <dt>Proven identical</dt>
          <dd>${identical} ${identical === 1 ? "stream" : "streams"}<small>by stream hash</small></dd>
        </div>`
      }
    </dl>
  </section>`;
}

function framesCard(frames: readonly FramePair[]): Markup {
  return html`<section class="card" id="frames">
    <h2>Before and after</h2>
    <div class="frames">
      <h3>Source</h3>
      <h3>Result</h3>
      ${frames.map(({ time, before, after }) => [
        picture(before, `The source at ${timeText(time)}`, time),
        picture(after, `The result at ${timeText(time)}`, time),
      ])}
    </div>
  </section>`;
}

function picture(uri: string | undefined, alt: string, time: number): Markup {
  return html`<figure>
    ${uri === undefined ? html`<p>no frame at hand</p>` : html`<img src="${uri}" alt="${alt}" />`}
    <figcaption>${timeText(time)}</figcaption>
  </figure> `;
}

function listCard(title: string, id: string, items: readonly string[], otherwise = ""): Markup {
  return html`<section class="card" id="${id}">
    <h2>${title}</h2>
    ${
      items.length === 0
        ? html`<p class="soft">${otherwise}</p>`
        : html`<ul>
            ${items.map((item) => html`<li>${item}</li>`)}
          </ul>`
    }
  </section>`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
