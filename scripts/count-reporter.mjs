import { writeFileSync } from "node:fs";
import process from "node:process";

/** A vitest reporter that says nothing: it writes how many tests passed, failed and were skipped to $TEST_COUNTS. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const before = counts.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === "pending" ? "skipped" : state] += 1;
      }
      // A file that did not load, or whose hooks failed, has no failed test to show for it.
      if (module.state() === "failed" && counts.failed === before) counts.failed += 1;
    }
    writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  }
}
