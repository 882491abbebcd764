import { expect, it } from 'vitest'
import { secondTries, tallyOfVitest } from '../../scripts/tally.mjs'

const file = (...statuses: string[]) => ({
  status: statuses.length === 0 || statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
})

it.each([
  [
    'all is well',
    { numPassedTests: 2, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [file('passed')] },
    0,
    [2, 0, 2],
  ],
  [
    'a failed test',
    { numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [file('failed')] },
    1,
    [1, 1, 0],
  ],
  [
    'a file that does not load',
    { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [file()] },
    1,
    [1, 1, 0],
  ],
  [
    'an unhandled rejection',
    { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [file('passed')] },
    1,
    [1, 1, 0],
  ],
  ['a crash before the report', null, 1, [0, 1, 0]],
] as const)('[AR7] %s', (_case, report, exitCode, [passed, failed, skipped]) => {
  expect(tallyOfVitest(report, exitCode)).toEqual({ passed, failed, skipped })
})

it('[AR7] a test that passed only when it was tried again is named with why', () => {
  const once = { fullName: 'office opens', status: 'passed', failureMessages: ['Error: late'] }
  const well = { fullName: 'office closes', status: 'passed', failureMessages: [] }
  const report = { testResults: [{ name: 'office.test.ts', status: 'passed', assertionResults: [once, well] }] }
  expect(secondTries(report)).toEqual(['office.test.ts: office opens\nError: late'])
  expect(secondTries(null)).toEqual([])
})
