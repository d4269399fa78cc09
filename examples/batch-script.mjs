// Converts every video of a folder and of the folders in it, one of each kind first; one that fails does not stop the others.
//
//   node examples/batch-script.mjs ./footage ./mp4 "1080p, AAC audio at 192k"
//
// Run it again and it goes on where it stopped: what is done already is skipped, by content, also after it was renamed.
import { relative } from "node:path";
import process from "node:process";
import { NemoConverter, NemoError } from "nemo-converter";
import { localBackend } from "nemo-converter/local";

const [from, to, request] = process.argv.slice(2);
if (!from || !to) {
  console.error('usage: node examples/batch-script.mjs <folder> <folder> ["<what is wanted>"]');
  process.exit(2);
}

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());

const nemo = new NemoConverter({ backend: localBackend() });
try {
  const run = nemo.batch(from, {
    output: to, // the folders in `from` are made here, too
    report: true, // a page with all files, in `to`
    signal: interrupted.signal,
    ...(request && { request }),
  });

  for await (const { type, input, result, reason, overall } of run) {
    const name = relative(from, input);
    const share = overall?.percent === undefined ? "" : ` (${overall.percent.toFixed(0)} % of all)`;
    if (type === "canary-passed") console.log(`${name}: the first of its kind came out well`);
    if (type === "canary-failed")
      console.log(`${name}: the first of its kind failed; the others are not tried`);
    if (type === "file-done") console.log(`${name}: ${result.route}${share}`);
    if (type === "file-skipped") console.log(`${name}: skipped. ${reason}`);
  }

  const { done, skipped, failed, bytesBefore, bytesAfter, reportPath } = await run.summary;
  console.log(
    `${done} done (${bytesBefore} bytes became ${bytesAfter}), ${skipped} skipped, ${failed.length} failed`,
  );
  for (const { input, error } of failed) {
    console.log(`  ${relative(from, input)}: ${error.message} ${error.action.message}`);
  }
  console.log(`report: ${reportPath}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  // What concerns the whole: no such folder, words that were not understood, Ctrl-C.
  if (!NemoError.isInstance(error)) throw error;
  console.error(`${error.message} ${error.action.message}`);
  process.exitCode = 1;
} finally {
  await nemo.close();
}
