import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareLines, countChanges, type ComparedLine } from './compareLines.ts'
import { linesOf, type Line } from './linesOf.ts'

const line = (text: string, kind: Line['kind'] = 'paragraph'): Line => ({
  kind,
  level: 0,
  text,
  label: '',
  citation: '',
})
const told = (lines: readonly ComparedLine[]) => lines.map((each) => `${each.type}: ${each.line.text}`)

describe('the comparison of two texts', () => {
  it('[CP1] finds changed, new and removed lines among the kept ones', () => {
    const before = ['Kraj hradí výdaje.', 'Přehled se nezveřejňuje.', 'Odbor vede evidenci smluv.'].map((text) =>
      line(text),
    )
    const after = ['Kraj hradí výdaje.', 'Odbor rozpočtu vede evidenci smluv.', 'Účinnost nastává dnem podpisu.'].map(
      (text) => line(text),
    )
    const compared = compareLines(before, after)
    expect(told(compared)).toEqual([
      'kept: Kraj hradí výdaje.',
      'removed: Přehled se nezveřejňuje.',
      'changed: Odbor rozpočtu vede evidenci smluv.',
      'added: Účinnost nastává dnem podpisu.',
    ])
    expect(countChanges(compared)).toEqual({ changed: 1, added: 1, removed: 1, moved: 0 })
  })

  it('[CP2] shows a moved line as moved, with its words compared, and where it stood', () => {
    const before = ['Rozpočet schvaluje zastupitelstvo kraje.', 'První odstavec zůstává.', 'Druhý odstavec zůstává.']
    const after = [
      'První odstavec zůstává.',
      'Druhý odstavec zůstává.',
      'Rozpočet schvaluje rada a zastupitelstvo kraje.',
    ]
    const compared = compareLines(
      before.map((text) => line(text)),
      after.map((text) => line(text)),
    )
    expect(told(compared)).toEqual([
      'left: Rozpočet schvaluje zastupitelstvo kraje.',
      'kept: První odstavec zůstává.',
      'kept: Druhý odstavec zůstává.',
      'moved: Rozpočet schvaluje rada a zastupitelstvo kraje.',
    ])
    const moved = compared[3]
    expect(
      moved?.type === 'moved' && moved.stretches.filter(({ type }) => type === 'added').map(({ text }) => text.trim()),
    ).toEqual(['rada a'])
    const left = compared[0]
    expect(left?.type === 'left' && moved?.type === 'moved' && left.move === moved.move).toBe(true)
  })

  it('[CP3] holds every line of both texts exactly once, in order, whatever they are', () => {
    const words = fc.constantFrom('kraj', 'rada', 'rozpočet', 'schvaluje', 'odbor', 'výdaje', 'na', 'rok')
    const lines = fc.array(
      fc.array(words, { minLength: 1, maxLength: 9 }).map((list) => line(list.join(' '))),
      {
        maxLength: 14,
      },
    )
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const compared = compareLines(before, after)
        const freshOf = compared.flatMap((each) => (each.type === 'removed' || each.type === 'left' ? [] : [each.line]))
        expect(freshOf).toEqual(after)
        const stayed = compared.flatMap((each) =>
          each.type === 'added' || each.type === 'moved' ? [] : [each.type === 'changed' ? each.before : each.line],
        )
        expect(stayed.map(({ text }) => text)).toEqual(before.map(({ text }) => text))
        for (const each of compared) {
          if (each.type !== 'changed' && each.type !== 'moved') continue
          const side = (gone: 'removed' | 'added') =>
            each.stretches.flatMap(({ type, text }) => (type === gone || type === 'kept' ? [text] : [])).join('')
          expect([side('removed'), side('added')]).toEqual([each.before.text, each.line.text])
        }
      }),
      { seed: 7, numRuns: 400 },
    )
  })

  it('[CP4] reads numbered articles and clauses, list items and cells as lines with their citation', () => {
    const p = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
    const lines = linesOf({
      type: 'doc',
      content: [
        { type: 'article', content: [{ type: 'text', text: 'Výdaje' }] },
        { type: 'clause', content: [{ type: 'text', text: 'Výdaje hradí odbor.' }] },
        { type: 'bulletList', content: [{ type: 'listItem', content: [p('dotace')] }] },
        p(''),
        {
          type: 'table',
          content: [
            { type: 'tableRow', content: [{ type: 'tableHeader', content: [p('Částka')] }] },
            { type: 'tableRow', content: [{ type: 'tableCell', content: [p('1 200')] }] },
          ],
        },
      ].map((node) => (node.type === 'paragraph' ? { type: 'paragraph' } : node)),
    })
    expect(lines.map(({ kind, label, text, citation }) => [kind, label, text, citation])).toEqual([
      ['article', 'Článek 1 –', 'Výdaje', 'čl. 1'],
      ['clause', '(1)', 'Výdaje hradí odbor.', 'čl. 1 odst. 1'],
      ['item', '', 'dotace', 'čl. 1 odst. 1'],
      ['cell', '', 'Částka', 'čl. 1 odst. 1'],
      ['cell', '', '1 200', 'čl. 1 odst. 1'],
    ])
  })

  it('[CP5] compares a long text with its rewritten copy', () => {
    const before = Array.from({ length: 3_000 }, (_, number) =>
      line(`Odstavec ${number} o hospodaření kraje v roce 2026.`),
    )
    const after = before.map(({ text }, number) => line(number % 3 === 0 ? `${text} Doplněno.` : text))
    expect(countChanges(compareLines(before, after))).toEqual({ changed: 1_000, added: 0, removed: 0, moved: 0 })
  })
})
