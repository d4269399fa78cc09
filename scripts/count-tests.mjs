import { existsSync, readFileSync } from "node:fs";

/** How many tests passed, failed and were skipped, by vitest's JSON report; `ok` is whether vitest ended with 0. */
export function countTests(report, ok) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  // A file that did not load, or whose hooks failed, has no failed test to show for it.
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = numFailedTests + brokenFiles;
  return {
    passed: numPassedTests,
    // Vitest also fails for what belongs to no test: an unhandled rejection, or no tests at all.
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  };
}
