import type { SourceFile } from './sourceFiles.ts'

const ruleLine = /^- \*\*([A-Z]{1,4}\d+[a-z]?)\*\*\s+\S/gm
const idInTestName = /\[([A-Z]{1,4}\d+[a-z]?(?:,\s*[A-Z]{1,4}\d+[a-z]?)*)\]/g
const stringLiteral = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g

/**
 * Compares the rules (`- **AB1** sentence` in docs/rules/) with the tests whose names carry them (`[AB1]`).
 *
 * A test name is any string of a test file that holds an id in brackets: names often come from tables. Returns one
 * sentence for each rule without a test, each test of an unknown rule and each id that is given out twice.
 */
export function rulesHaveTests(rules: readonly SourceFile[], tests: readonly SourceFile[]): readonly string[] {
  const ruleAt = new Map<string, string>()
  const findings: string[] = []
  for (const { path, text } of rules)
    for (const [, id = ''] of text.matchAll(ruleLine)) {
      const other = ruleAt.get(id)
      if (other !== undefined) findings.push(`Rule ${id} is in ${path} and in ${other}.`)
      ruleAt.set(id, path)
    }
  const testAt = new Map<string, string>()
  for (const { path, text } of tests)
    for (const [literal] of text.matchAll(stringLiteral))
      for (const [, ids = ''] of literal.matchAll(idInTestName))
        for (const id of ids.split(/,\s*/)) if (!testAt.has(id)) testAt.set(id, path)
  for (const [id, path] of ruleAt) if (!testAt.has(id)) findings.push(`Rule ${id} (${path}) is in no test name.`)
  for (const [id, path] of testAt) if (!ruleAt.has(id)) findings.push(`[${id}] (${path}) is not a rule of docs/rules/.`)
  return findings
}

/** Sections in docs/rules/ that the index page does not link, one sentence each. */
export function rulesAreListed(index: string, sections: readonly SourceFile[]): readonly string[] {
  return sections
    .map(({ path }) => path.replace(/^docs\//, ''))
    .filter((path) => !index.includes(`(${path})`))
    .map((path) => `docs/rules.md does not link ${path}.`)
}
