import { describe, expect, it } from 'vitest'
import {
  actor,
  administrator,
  closed,
  colleague,
  commentId,
  councillor,
  drafter,
  founded,
  lodged,
  locked,
  materialAfter,
  opened,
  reader,
  recordsManager,
  recordsOf,
  reviewer,
  secretary,
  stranger,
  unitId,
} from '../../test/support/people.ts'
import { actions, mayAct, materialCardOf, recordShownTo, isRefused, type Action, type Actor } from './index.ts'

const states = {
  draft: materialAfter(founded),
  'in-review': materialAfter(founded, opened),
  settling: materialAfter(founded, opened, closed),
  locked: materialAfter(founded, opened, closed, locked),
}
type State = keyof typeof states

const letters: Readonly<Record<Action, string>> = {
  read: 'r',
  'edit-body': 'e',
  'edit-details': 'd',
  invite: 'i',
  'open-round': 'o',
  'close-round': 'c',
  'finish-review': 'f',
  'lodge-comment': 'l',
  'note-privately': 'n',
  reply: 'p',
  'repair-anchors': 'a',
  settle: 's',
  lock: 'k',
  'download-version': 'v',
  'see-history': 'h',
  'retry-delivery': 'y',
}

const allowed = (by: Actor, state: State) =>
  actions.map((action) => (isRefused(mayAct(by, action, states[state])) ? '-' : letters[action])).join('')

describe('the whole table', () => {
  // Order: read, edit-body, edit-details, invite, open, close, finish, lodge, note, reply, anchors, settle, lock, download, history, retry
  it.each<[string, Actor, State, string]>([
    ['[PR6] the drafter of a draft', drafter, 'draft', 'redio---npa--vh-'],
    ['[PR6] [PR7] the drafter in review', drafter, 'in-review', 'redi-c-lnpas-vh-'],
    ['[PR11] the drafter settling', drafter, 'settling', 'redi----npas-vh-'],
    ['[PR15] the drafter of a locked one', drafter, 'locked', 'r------------vh-'],
    ['[PR6] the lead unit in a draft', colleague, 'draft', 're------npa--vh-'],
    ['[PR6] [PR7] the lead unit in review', colleague, 'in-review', 're----flnpa--vh-'],
    ['[PR15] the lead unit, locked', colleague, 'locked', 'r------------vh-'],
    ['[PR6] [PR7] a commenter in review', reviewer, 'in-review', 'r-----flnp---vh-'],
    ['[PR7] a commenter settling', reviewer, 'settling', 'r-------np---vh-'],
    ['[PR6] a reader in review', reader, 'in-review', 'r-------n----vh-'],
    ['[PR14] a secretary in a draft', secretary, 'draft', 'r--i----np---vh-'],
    ['[PR14] a secretary in review', secretary, 'in-review', 'r--i-c--np---vh-'],
    ['[PR14] a secretary settling', secretary, 'settling', 'r--i----np--kvh-'],
    ['[PR15] a secretary, locked', secretary, 'locked', 'r------------vh-'],
    ['[PR21] a records manager, locked', recordsManager, 'locked', 'r------------vhy'],
    ['[PR17] a councillor in a draft', councillor, 'draft', '----------------'],
    ['[PR17] a councillor in review', councillor, 'in-review', 'r-----flnp---vh-'],
    ['[PR17] a councillor, locked', councillor, 'locked', 'r------------vh-'],
    ['[PR16] an administrator', administrator, 'in-review', '----------------'],
    ['[PR4] a stranger', stranger, 'in-review', '----------------'],
  ])('%s', (_who, by, state, expected) => {
    expect(allowed(by, state)).toBe(expected)
  })

  it('[PR4] tells a stranger that there is nothing', () => {
    for (const action of actions)
      expect(mayAct(stranger, action, states['in-review'])).toEqual({ refused: 'not-found' })
  })

  it('[PR22] takes the rights of a removed invitation', () => {
    const material = materialAfter(founded, opened, [
      drafter,
      [{ type: 'participant-removed', participantId: unitId('legal') }],
    ])
    expect(mayAct(reviewer, 'read', material)).toEqual({ refused: 'not-found' })
  })
})

describe('what is shown', () => {
  const story = [
    founded,
    opened,
    lodged('note', reviewer, 'private'),
    [
      reviewer,
      [
        {
          type: 'comment-replied',
          commentId: commentId('note'),
          reply: { id: 'r'.repeat(20) as never, text: 'tajné' },
        },
      ],
    ],
  ] as const
  const material = materialAfter(...story)
  const records = recordsOf(story)

  it('[PR10] hides a private note and everything about it from everybody else', () => {
    for (const other of [drafter, colleague, secretary, councillor]) {
      expect(records.slice(2).map((record) => recordShownTo(other, record, material))).toEqual([null, null])
    }
    expect(records.slice(2).every((record) => recordShownTo(reviewer, record, material) !== null)).toBe(true)
  })
})

describe('the inbox', () => {
  const verbs = (state: State) => materialCardOf(states[state], states[state].createdAt).tasks.map((task) => task.verb)
  it('[PR18] names one verb for each state', () => {
    expect([verbs('draft'), verbs('in-review'), verbs('settling'), verbs('locked')]).toEqual([
      ['open-round'],
      ['comment'],
      ['lock'],
      [],
    ])
  })
  it('[PR18] asks the drafter to settle while comments wait', () => {
    const material = materialAfter(founded, opened, lodged('one'), closed)
    expect(materialCardOf(material, material.createdAt).tasks).toMatchObject([
      { verb: 'settle', personIds: [drafter.personId] },
    ])
  })
  it('[PR18] leaves out who is done', () => {
    const person = actor('done', 'legal')
    const material = materialAfter(founded, opened, [
      person,
      [{ type: 'review-finished', roundId: states['in-review'].rounds[0]?.id as never, withoutComments: true }],
    ])
    expect(materialCardOf(material, material.createdAt).tasks[0]?.except).toContain(person.personId)
  })
})
