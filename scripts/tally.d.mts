export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name?: string
    readonly status: string
    readonly assertionResults: readonly {
      readonly fullName?: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

export const noTests: Tally
export function addTallies(a: Tally, b: Tally): Tally
export function tallyOfVitest(report: VitestReport | null, exitCode: number): Tally
export function secondTries(report: Pick<VitestReport, 'testResults'> | null): string[]
