// Requests in a process of its own, which no other bench has warmed up or worn out; prints what `interleaved` found.
import process from "node:process";
import ky from "ky";
import { createTransport, Credits } from "nemo-converter";
import { interleaved } from "./measure.mjs";

const [url, pairs] = process.argv.slice(2);
const token = "nmv_usr_bench";
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
const against = (theirs) =>
  interleaved(
    Number(pairs),
    () => ours(),
    () => theirs(),
  );
console.log(JSON.stringify({ ofKy: await against(byKy), ofFetch: await against(byFetch) }));
transport.close();

/** Seconds of the processor for one of many requests, one after the other; the server is a process of its own. */
function many(once) {
  return async (count = 200) => {
    const before = process.cpuUsage();
    for (let each = 0; each < count; each += 1) await once();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 / count;
  };
}
