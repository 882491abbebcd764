/** What one step of the check found. `details` is shown only when something is wrong; empty means all is well. */
export interface StepResult {
  readonly ok: boolean
  readonly details: string
}

/** A step whose findings are a list of sentences: none means all is well. */
export function foundNothing(findings: readonly string[]): StepResult {
  return { ok: findings.length === 0, details: findings.join('\n') }
}
