import process from "node:process";
import { fileURLToPath } from "node:url";
import ky from "ky";
import { createTransport, Credits } from "nemo-converter";
import { interleaved, withServer } from "./measure.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const token = "nmv_usr_bench";

/** A small request over a connection that is kept, against the same one by bare ky and by bare fetch. */
export async function* rows({ isQuick }) {
  const pairs = isQuick ? 20 : 60;
  const [ofKy, ofFetch] = await withServer(here("small-answers.mjs"), async (url) => {
    const transport = createTransport({ baseUrl: url, token });
    const credits = new Credits(transport);
    const address = `${url}/api/credits/balance/simple`;
    const headers = { authorization: `Bearer ${token}` };
    const ours = many(() => credits.balance());
    const byKy = many(() => ky.get(address, { headers }).json());
    const byFetch = many(async () => (await globalThis.fetch(address, { headers })).json());
    // All three are measured as they are in a process that has run for a while.
    for (let round = 0; round < 4; round += 1) {
      for (const warmUp of [ours, byKy, byFetch]) await warmUp(2000);
    }
    const results = [
      await interleaved(
        pairs,
        () => ours(),
        () => byKy(),
      ),
      await interleaved(
        pairs,
        () => ours(),
        () => byFetch(),
      ),
    ];
    transport.close();
    return results;
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

/** Seconds of the processor for one of many requests, one after the other; the server is a process of its own. */
function many(once) {
  return async (count = 200) => {
    const before = process.cpuUsage();
    for (let each = 0; each < count; each += 1) await once();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 / count;
  };
}
