import { differenceText, timeText } from "./figures.js";
import { html, type Markup } from "./html.js";
import type { Identity, Receipt, ReceiptStream, Similarity } from "./receipt.js";

const done = {
  copy: "copied",
  encode: "encoded",
  drop: "left out",
  sidecar: "kept beside",
  unknown: "not known",
} as const;

/** What became of each stream, and for copied ones the proof. */
export function streamsCard(streams: readonly ReceiptStream[]): Markup {
  return html`<section class="card" id="streams">
    <h2>Streams</h2>
    <table class="stacks">
      <thead>
        <tr>
          <th>Source</th>
          <th>Result</th>
          <th>Done</th>
          <th>Length</th>
        </tr>
      </thead>
      <tbody>
        ${streams.map(row)}
      </tbody>
    </table>
    ${streams.some(({ identity }) => identity) && hashes(streams)}
  </section>`;
}

function row({ source, result, action, reason, durationDifference, identity }: ReceiptStream): Markup {
  const length = durationDifference === undefined ? "" : differenceText(durationDifference);
  return html`<tr>
    <td data-label="Source">
      ${source ? html`<span><span class="soft">${source.index}</span> ${source.text}</span>` : "—"}
    </td>
    <td data-label="Result">
      ${result ? html`<span><span class="soft">${result.index}</span> ${result.text}</span>` : "—"}
    </td>
    <td data-label="Done">
      <span
        ><span class="tag ${action}">${done[action]}</span> ${identity && mark(identity)}<br /><span
          class="soft"
          >${reason}</span
        ></span
      >
    </td>
    <td class="number" data-label="Length">
      <span
        >${result?.duration === undefined ? "" : timeText(result.duration)}<br /><span class="soft"
          >${length}</span
        ></span
      >
    </td>
  </tr> `;
}

function mark({ isIdentical }: Identity): Markup {
  return isIdentical
    ? html`<span class="tag good">✓ identical</span>`
    : html`<span class="tag bad">✗ not identical</span>`;
}

function hashes(streams: readonly ReceiptStream[]): Markup {
  const proven = streams.filter(({ identity }) => identity !== undefined);
  return html`<details open id="proofs">
    <summary>Proof of the copied streams</summary>
    ${proven.map(({ kind, result, identity }) => {
      const { compared, method, sourceHash, resultHash, isIdentical } = identity!;
      const hashed =
        sourceHash !== undefined &&
        html`<br /><code>MD5 ${sourceHash}</code> in the source<br /><code>MD5 ${resultHash}</code> in the
          result`;
      const what = compared === "packets" ? "Compared as stored" : "Compared as decoded";
      return html`<p>
        <strong>${kind} ${result?.index}: ${isIdentical ? "identical" : "not identical"}.</strong> ${what}:
        ${method}.${hashed}
      </p> `;
    })}
  </details>`;
}

/** How near the encoded picture is to the source's. */
export function similarityCard({ similarity, unmeasured, streams }: Receipt): Markup | false {
  if (similarity) return measured(similarity);
  const why = unmeasured.find((each) => each.startsWith("The similarity of the picture:"));
  const isEncoded = streams.some(({ kind, action }) => kind === "video" && action === "encode");
  if (!isEncoded && why === undefined) return false;
  return html`<section class="card" id="similarity">
    <h2>Similarity</h2>
    <p class="soft">${why ?? "The similarity of the picture was not measured."}</p>
  </section>`;
}

function measured({ metric, mean, frames, windows, method, ssim }: Similarity): Markup {
  const most = metric === "SSIM" ? 1 : 100;
  const digits = metric === "SSIM" ? 4 : 1;
  const share = ((mean / most) * 100).toFixed(1);
  const reading = metric === "SSIM" ? `: ${inWords(mean)}` : "";
  return html`<section class="card" id="similarity">
    <h2>Similarity</h2>
    <p>
      <strong>${metric} ${mean.toFixed(digits)}</strong> of ${most}, the mean of ${frames}
      frames${reading}.${ssim !== undefined && ` SSIM of the same frames: ${ssim.toFixed(4)}.`}
    </p>
    <div class="bar"><i style="width:${share}%"></i></div>
    <details>
      <summary>${windows.length} sampled ${windows.length === 1 ? "window" : "windows"}</summary>
      <table>
        <thead>
          <tr>
            <th>At</th>
            <th>Frames</th>
            <th>Mean</th>
            <th>Lowest</th>
          </tr>
        </thead>
        <tbody>
          ${windows.map(
            (each) =>
              html`<tr>
                <td class="number">${timeText(each.start)}</td>
                <td class="number">${each.frames}</td>
                <td class="number">${each.mean.toFixed(digits)}</td>
                <td class="number">${each.lowest?.toFixed(digits) ?? "—"}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </details>
    <p class="soft">${method}</p>
  </section>`;
}

function inWords(ssim: number): string {
  if (ssim >= 0.98) return "the difference is hardly seen";
  if (ssim >= 0.95) return "near, with small differences";
  return ssim >= 0.88 ? "differences are seen" : "clearly different";
}
