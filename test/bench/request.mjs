import process from "node:process";
import { fileURLToPath } from "node:url";
import { timed, withServer } from "./measure.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A small request over a connection that is kept, against the same one by bare ky and by bare fetch. */
export async function* rows({ isQuick }) {
  const pairs = isQuick ? 20 : 60;
  const { ofKy, ofFetch } = await withServer(here("small-answers.mjs"), async (url) => {
    const { out } = await timed(process.execPath, [here("request-pairs.mjs"), url, String(pairs)]);
    return JSON.parse(out);
  });
  const detail = ({ ours, theirs }) =>
    `${(ours * 1e6).toFixed(0)} us against ${(theirs * 1e6).toFixed(0)} us of processor time, over loopback`;
  yield {
    what: "a small request, credits.balance(), processor time (the same by bare ky = 1)",
    value: ofKy.ratio,
    unit: "ratio",
    goal: { atMost: 1.15 },
    detail: detail(ofKy),
  };
  yield {
    what: "a small request, credits.balance(), processor time (the same by bare fetch = 1)",
    value: ofFetch.ratio,
    unit: "ratio",
    detail: detail(ofFetch),
  };
}
