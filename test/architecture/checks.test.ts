import { describe, expect, it } from 'vitest'
import { browserTypeNames, namedLikeBrowserTypes } from '../../scripts/checks/browserTypeNames.ts'
import { machineWords } from '../../scripts/checks/machineWords.ts'
import { oneKeeper } from '../../scripts/checks/oneKeeper.ts'
import { rulesAreListed, rulesHaveTests } from '../../scripts/checks/rulesHaveTests.ts'
import { translationGaps } from '../../scripts/checks/translations.ts'

const file = (path: string, text: string) => ({ path, text })

// Put together here, so that neither the check of this repository nor its list of rules takes them for real.
const bracketed = (id: string) => `${'['}${id}]`
const carry = (id: string) => `it('${bracketed(id)} holds', () => {})`

describe('rules and tests', () => {
  it.each([
    ['a rule with its test', '- **QQ1** Holds.', carry('QQ1'), []],
    ['a rule without a test', '- **QQ1** Holds.', '', ['Rule QQ1 (docs/rules/q.md) is in no test name.']],
    ['a test of an unknown rule', '', carry('QQ1'), [`${bracketed('QQ1')} (q.test.ts) is not a rule of docs/rules/.`]],
    ['two ids in one name', '- **QQ1** A.\n- **QQ2** B.', carry('QQ1, QQ2'), []],
    [
      'an id outside a name',
      '- **QQ1** A.',
      `// ${bracketed('QQ1')}`,
      ['Rule QQ1 (docs/rules/q.md) is in no test name.'],
    ],
  ])('[AR2] %s', (_case, rules, tests, findings) => {
    expect(rulesHaveTests([file('docs/rules/q.md', rules)], [file('q.test.ts', tests)])).toEqual(findings)
  })

  it('[AR2] the index links every section', () => {
    const sections = [file('docs/rules/p.md', ''), file('docs/rules/q.md', '')]
    expect(rulesAreListed('- [p](rules/p.md)', sections)).toEqual(['docs/rules.md does not link rules/q.md.'])
  })

  it('[AR2] an id given out twice', () => {
    const rules = [file('docs/rules/p.md', '- **QQ1** A.'), file('docs/rules/q.md', '- **QQ1** B.')]
    expect(rulesHaveTests(rules, [file('q.test.ts', carry('QQ1'))])).toEqual([
      'Rule QQ1 is in docs/rules/q.md and in docs/rules/p.md.',
    ])
  })
})

it.each([
  ['export interface Comment {', ['a.ts: Comment is a type of the browser; give it a name of its own.']],
  ['type Lock = string', ['a.ts: Lock is a type of the browser; give it a name of its own.']],
  ['export abstract class Range {}', ['a.ts: Range is a type of the browser; give it a name of its own.']],
  ['export interface ReviewComment {', []],
  ['export function Comment() {}', []],
])('[AR3] the name in `%s`', (source, findings) => {
  const taken = browserTypeNames('interface Comment extends CharacterData {\ninterface Lock {\ndeclare var Range: {')
  expect(namedLikeBrowserTypes([file('a.ts', source)], taken)).toEqual(findings)
})

it.each([
  ['editor/screens/a.ts', 'const answer = await fetch(url)', 1],
  ['editor/api/a.ts', 'const answer = await fetch(url)', 0],
  ['editor/screens/a.ts', 'await query.fetch(url)', 0],
  ['editor/screens/a.ts', 'new WebSocket(url)', 1],
  ['editor/connection/a.ts', 'new WebSocket(url)', 0],
  ['domain/model/a.ts', 'const now = Date.now()', 1],
  ['domain/model/a.ts', ' * Never Date.now() in here.', 0],
  ['collab-server/main.ts', 'const now = Date.now()', 0],
])('[AR4] in %s: %s', (path, line, count) => {
  expect(oneKeeper([file(path, line)])).toHaveLength(count)
})

it.each([
  ['see ' + ['', 'root', 'secret.txt'].join('/'), 1],
  ['see ' + ['', 'home', 'anna', 'glosa'].join('/'), 1],
  ['see src/root/file.ts', 0],
  ['see /var/lib/glosa', 0],
])('[AR5] %s', (line, count) => {
  expect(machineWords([file('a.md', line)])).toHaveLength(count)
})

it.each([
  ['the same keys', { a: 'A', b: { c: 'C {{n}}' } }, { a: 'Á', b: { c: '{{n}} Č' } }, []],
  ['a missing key', {}, { a: 'Á' }, ['en: a is missing.']],
  ['a key of its own', { a: 'A' }, {}, ['en: a is not in cs.']],
  ['an empty text', { a: ' ' }, { a: 'Á' }, ['en: a is empty.']],
  ['another placeholder', { a: '{{m}}' }, { a: '{{n}}' }, ['en: a has the placeholders (m) instead of (n).']],
  [
    'a missing plural form',
    { a_other: '{{count}} days' },
    { a_one: '{{count}} den', a_few: '{{count}} dny', a_many: '{{count}} dne', a_other: '{{count}} dní' },
    ['en: a lacks the plural form one.'],
  ],
])('[AR6] %s', (_case, texts, source, findings) => {
  expect(translationGaps('en', texts, 'cs', source)).toEqual(findings)
})
