/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {Tally} */
export const noTests = { passed: 0, failed: 0, skipped: 0 }

/** @param {Tally} a @param {Tally} b @returns {Tally} */
export function addTallies(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/**
 * Counts from vitest's JSON report. What vitest reports as failed without a failed test (a file that does not load, an
 * unhandled rejection, a crash before the report was written, no test found) counts as one failed test each, so that
 * the count can never look better than the run was.
 *
 * @param report the parsed report, or null when there is none
 * @param {number} exitCode of vitest
 * @returns {Tally}
 */
export function tallyOfVitest(report, exitCode) {
  if (report === null) return { ...noTests, failed: 1 }
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length
  const failed = report.numFailedTests + unloadable
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * What failed at first and passed when it was tried again, with why: nobody would look for a fault that hides behind it.
 *
 * @param report the parsed report, or null when there is none
 * @returns {string[]} one text for each such test
 */
export function secondTries(report) {
  const tests = (report?.testResults ?? []).flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: file.name })),
  )
  return tests
    .filter(({ status, failureMessages }) => status === 'passed' && (failureMessages?.length ?? 0) > 0)
    .map(({ file, fullName, failureMessages }) => `${file}: ${fullName}\n${failureMessages.join('\n')}`)
}
