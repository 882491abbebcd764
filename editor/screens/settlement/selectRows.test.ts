import {
  releases,
  releaseSettlements,
  settleComments,
  startNewVersion,
  type Part,
  type Settlement,
} from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import {
  bodyId,
  closed,
  commentId,
  drafter,
  hours,
  locked,
  opened,
  partId,
  reviewer,
  secretary,
} from '../../../test/support/people.ts'
import { foundedWithSponsor, legalHead, lodgedAs, Procedure, sponsor } from '../../../test/support/procedure.ts'
import {
  isUnder,
  offeredFilters,
  parseRowFilter,
  rowFilters,
  rowsOf,
  unitsOfRows,
  versionShown,
  versionsWithRows,
  type RowFilter,
} from './selectRows.ts'

const reactBy = hours(72)
const declined: Settlement = { verdict: 'not-accepted', reason: 'Zákon to nedovoluje.' }

/** Three comments: an essential one of a clerk, an advisory of their head, one of the drafter's own unit. */
const lodgedThree = () =>
  new Procedure(
    foundedWithSponsor,
    opened,
    lodgedAs('one', 'essential'),
    lodgedAs('two', 'advisory', legalHead, 2),
    lodgedAs('three', 'editorial', sponsor, 3),
    closed,
  )

const settle = (of: Procedure, word: string, settlement: Settlement, release: 'at-once' | 'by-sponsor' = 'at-once') =>
  of.do(drafter, settleComments(drafter, of.material, [commentId(word)], settlement, { release, reactBy }))

const numbersUnder = (of: Procedure, filter: RowFilter, who = drafter, rewritten: readonly string[] = []) =>
  rowsOf(who, of.material, versionShown(of.material), new Set(rewritten.map(commentId)), hours(2))
    .filter((row) => isUnder(row, filter))
    .map(({ comment }) => comment.number)

describe('the lines of the settlement table', () => {
  it('[UD1] are found under what is to be done with them', () => {
    const of = lodgedThree()
    expect(numbersUnder(of, 'all')).toEqual([1, 2, 3])
    settle(of, 'one', declined)
    settle(of, 'two', { verdict: 'accepted' }, 'by-sponsor')
    expect(numbersUnder(of, 'unsettled')).toEqual([3])
    expect(numbersUnder(of, 'essential')).toEqual([1])
    expect(numbersUnder(of, 'not-accepted')).toEqual([1])
    expect(numbersUnder(of, 'prepared')).toEqual([2])
    expect(numbersUnder(of, 'awaited')).toEqual([1])
    expect(numbersUnder(of, 'yours')).toEqual([])
    expect(numbersUnder(of, 'yours', reviewer)).toEqual([1])
    expect(numbersUnder(of, 'rewritten', drafter, ['two'])).toEqual([2])
    of.happen(sponsor, [{ type: 'settlements-returned', commentIds: [commentId('two')], reason: 'Doplnit.' }])
    expect(numbersUnder(of, 'returned')).toEqual([2])
    expect(numbersUnder(of, 'unsettled')).toEqual([2, 3])
  })

  it('[UD1] offer the filters that find something, with how many', () => {
    const of = lodgedThree()
    settle(of, 'two', { verdict: 'accepted' }, 'by-sponsor')
    const rows = rowsOf(drafter, of.material, 1, new Set(), hours(2))
    expect(offeredFilters(rows, 'insisted')).toEqual([
      { id: 'all', count: 3 },
      { id: 'unsettled', count: 2 },
      { id: 'essential', count: 1 },
      { id: 'not-accepted', count: 0 },
      { id: 'prepared', count: 1 },
      { id: 'insisted', count: 0 },
    ])
    for (const filter of rowFilters) expect(parseRowFilter(filter)).toBe(filter)
    expect(parseRowFilter('everything')).toBeNull()
    expect(unitsOfRows(rows, 'cs')).toEqual(['legal', null])
  })

  it('[UD2] are of the version in work; those of a locked one stay with it', () => {
    const of = lodgedThree()
    for (const word of ['one', 'two', 'three']) settle(of, word, declined)
    expect(versionShown(of.material)).toBe(1)
    of.happen(...locked)
    expect(versionShown(of.material)).toBe(1)
    const parts: readonly Part[] = [{ form: 'body', id: partId, kind: 'draft-resolution', title: 'Návrh', bodyId }]
    of.do(drafter, startNewVersion(drafter, of.material, { reason: 'Nové podklady.', tabled: false, parts }))
    expect(versionShown(of.material)).toBe(2)
    expect(versionsWithRows(of.material)).toEqual([1, 2])
    expect(rowsOf(drafter, of.material, 2, new Set(), hours(9))).toEqual([])
    expect(rowsOf(drafter, of.material, 1, new Set(), hours(9)).map(({ comment }) => comment.number)).toEqual([1, 2, 3])
  })

  it('[UD4] that are prepared are released by whom the office lets, and by nobody once released', () => {
    const of = lodgedThree()
    settle(of, 'one', declined, 'by-sponsor')
    const mayRelease = () =>
      [drafter, sponsor, reviewer, secretary].filter((who) =>
        [...of.material.comments.values()].some((comment) => releases(who, of.material, comment)),
      )
    expect(mayRelease()).toEqual([sponsor])
    of.do(sponsor, releaseSettlements(sponsor, of.material, null, reactBy, new Map()))
    expect(mayRelease()).toEqual([])
    of.do(
      drafter,
      settleComments(drafter, of.material, [commentId('two')], declined, { release: 'by-drafter', reactBy }),
    )
    expect(mayRelease()).toEqual([drafter])
  })
})
