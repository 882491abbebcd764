import { demoPeople, demoUnits } from '@glosa/auth/demo'
import type { JsonObject } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { budgetDoc } from './budget.ts'

/** Characters of a page of typescript, as offices count them (normostrana). */
const pageOfTypescript = 1_800

it('[FZ8] the budget of the demo office has more than thirty pages, with tables', () => {
  const doc = budgetDoc()
  expect(lettersOf(doc)).toBeGreaterThan(30 * pageOfTypescript)
  expect(count(doc, 'table')).toBeGreaterThanOrEqual(6)
  expect(count(doc, 'tableRow')).toBeGreaterThan(500)
})

it('[FZ8] the demo office has twelve units and some forty people, most with diacritics in their names', () => {
  expect(demoUnits).toHaveLength(12)
  expect(demoPeople.length).toBeGreaterThanOrEqual(38)
  expect(demoPeople.length).toBeLessThanOrEqual(48)
  const marked = demoPeople.filter(({ displayName }) => /[áčďéěíňóřšťúůýž]/i.test(displayName))
  expect(marked.length).toBeGreaterThan(demoPeople.length * 0.75)
  for (const { mark } of demoUnits) expect(demoPeople.map(({ unitMark }) => unitMark)).toContain(mark)
})

const childrenOf = ({ content }: JsonObject): readonly JsonObject[] =>
  Array.isArray(content) ? (content as JsonObject[]) : []
const lettersOf = (node: JsonObject): number =>
  (typeof node['text'] === 'string' ? node['text'].length : 0) +
  childrenOf(node).reduce((sum, child) => sum + lettersOf(child), 0)
const count = (node: JsonObject, type: string): number =>
  (node['type'] === type ? 1 : 0) + childrenOf(node).reduce((sum, child) => sum + count(child, type), 0)
