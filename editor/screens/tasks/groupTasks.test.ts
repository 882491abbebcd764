import type { ShownCard } from '@glosa/domain/contract'
import { instant, type MaterialId, type TaskVerb } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { groupTasks, selectTasks, tasksOf } from './groupTasks.ts'

// A Saturday, so the coming Friday is in the next week.
const now = Date.parse('2026-11-21T09:00:00Z')

function card(title: string, due: string | null, verb: TaskVerb = 'comment'): ShownCard {
  return {
    materialId: title.padEnd(20, 'a').slice(0, 20) as MaterialId,
    sequence: 1,
    number: 'MAT-2026-0001',
    title,
    state: 'in-review',
    drafterName: 'Žaneta Řezníčková',
    leadUnitName: null,
    closesAt: null,
    comments: 0,
    unsettled: 0,
    essential: 0,
    versions: 0,
    updatedAt: instant(0),
    tasks: [{ verb, dueAt: due === null ? null : instant(Date.parse(due)), count: null, inPlaceOf: null }],
  }
}

const shape = (cards: readonly ShownCard[]) =>
  groupTasks(tasksOf(cards), now).map(({ group, lines }) => [group, lines.map((line) => line.card.title)])

describe('my tasks', () => {
  it('[UI10] are grouped by urgency, the nearest first, without empty groups', () => {
    expect(
      shape([
        card('no date', null),
        card('next month', '2026-12-10T11:00:00Z'),
        card('Friday night', '2026-11-27T22:59:00Z'),
        card('Monday', '2026-11-23T11:00:00Z'),
        card('a minute ago', '2026-11-21T08:59:00Z'),
        card('Saturday', '2026-11-27T23:00:00Z'),
      ]),
    ).toEqual([
      ['overdue', ['a minute ago']],
      ['week', ['Monday', 'Friday night']],
      ['later', ['Saturday', 'next month']],
      ['undated', ['no date']],
    ])
    expect(shape([card('no date', null)])).toEqual([['undated', ['no date']]])
    expect(shape([])).toEqual([])
  })

  it('[UI10] stand once for each thing to do', () => {
    const both = { ...card('both', null), tasks: [...card('a', null).tasks, ...card('b', null, 'settle').tasks] }
    expect(tasksOf([both]).map((line) => line.verb)).toEqual(['comment', 'settle'])
  })

  it('[UI10] are found by any words, without diacritics and case, and by what is to be done', () => {
    const lines = tasksOf([card('Vyhláška o nočním klidu', null), card('Rozpočet', null, 'settle')])
    const found = (verb: TaskVerb | null, query: string) =>
      selectTasks(lines, verb, query).map((line) => line.card.title)
    expect(found(null, 'NOCNIM vyhlaska')).toEqual(['Vyhláška o nočním klidu'])
    expect(found(null, 'reznickova')).toHaveLength(2)
    expect(found('settle', '')).toEqual(['Rozpočet'])
    expect(found('settle', 'noc')).toEqual([])
  })
})
