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
  hours,
  lodged,
  locked,
  materialAfter,
  opened,
  openedUnder,
  reader,
  recordsManager,
  recordsOf,
  reviewer,
  secretary,
  stranger,
  unitId,
  type Happening,
} from '../../test/support/people.ts'
import {
  actions,
  isRefused,
  materialCardOf,
  mayAct,
  recordShownTo,
  stampOf,
  type Action,
  type Actor,
  type Material,
  type MaterialAccess,
} from './index.ts'

const sponsor = actor('sponsor', null, 'council-member')
const named = actor('named', 'transport')
const head = actor('head', 'legal', 'unit-head')
const people = {
  drafter,
  colleague,
  'head of the lead unit': actor('boss', 'economy', 'unit-head'),
  sponsor,
  'staff of an asked unit': reviewer,
  'head of an asked unit': head,
  'deputy of that head': {
    ...actor('deputy', 'transport'),
    standsFor: [{ person: stampOf(head), roles: head.roles, until: hours(100) }],
  },
  'asked by name': named,
  'invited to read': reader,
  secretary,
  'records manager': recordsManager,
  councillor,
  administrator,
  stranger,
} satisfies Record<string, Actor>

const invited: Happening = [
  drafter,
  [
    { type: 'sponsor-named', sponsor: stampOf(sponsor) },
    { type: 'participant-invited', invitation: { right: 'comment', personId: named.personId, displayName: 'named' } },
  ],
]
const story = [founded, invited] as const
const states = {
  draft: materialAfter(...story),
  'in-review': materialAfter(...story, opened),
  settling: materialAfter(...story, opened, closed),
  locked: materialAfter(...story, opened, closed, locked),
}
type State = keyof typeof states

const letters: Readonly<Record<Action, string>> = {
  read: 'r',
  'edit-body': 'e',
  'edit-details': 'd',
  invite: 'i',
  'hand-over': 'H',
  'give-identifiers': 'g',
  'plan-round': 'P',
  'open-round': 'o',
  'change-round': 'C',
  'close-round': 'c',
  'finish-review': 'f',
  'lodge-comment': 'l',
  'lodge-late': 'L',
  'answer-for-unit': 'u',
  'admit-late': 'A',
  'link-comments': 'D',
  'note-privately': 'n',
  reply: 'p',
  'repair-anchors': 'a',
  settle: 's',
  'release-settlements': 'R',
  react: 't',
  'discuss-dispute': 'j',
  'decide-dispute': 'J',
  'start-approval': 'S',
  approve: 'V',
  lock: 'k',
  'start-version': 'N',
  'download-version': 'v',
  'see-history': 'h',
  'retry-delivery': 'y',
  'order-seal': 'O',
  'add-signed-copy': 'G',
  publish: 'X',
  'withdraw-publication': 'W',
}

const allowed = (by: Actor, material: Material) =>
  actions.map((action) => (isRefused(mayAct(by, action, material)) ? '-' : letters[action])).join('')

/** Everybody in every state; a letter for each action that they may take, a dash for each that they may not. */
const table = `
drafter                 draft      rediH-Po--------npa-Rt--S---vh--G--
drafter                 in-review  rediH-P-Cc-lL-ADnpasRt--S---vh--G--
drafter                 settling   rediH-Po----L-ADnpasRt--S---vh--G--
drafter                 locked     r--------------------------Nvh--G--
colleague               draft      re--------------npa--t------vh-----
colleague               in-review  re--------flL---npa--t------vh-----
colleague               settling   re----------L---npa--t------vh-----
colleague               locked     r---------------------------vh-----
head of the lead unit   draft      re--H-----------npa--t------vh-----
head of the lead unit   in-review  re--H-----flL---npa--t------vh-----
head of the lead unit   settling   re--H-------L---npa--t------vh-----
head of the lead unit   locked     r---------------------------vh-----
sponsor                 draft      r---------------np--Rt------vh--G--
sponsor                 in-review  r---------flL---np--Rt------vh--G--
sponsor                 settling   r-----------L---np--Rt------vh--G--
sponsor                 locked     r---------------------------vh--G--
staff of an asked unit  draft      r---------------np---t------vh-----
staff of an asked unit  in-review  r---------flL---np---t------vh-----
staff of an asked unit  settling   r-----------L---np---t------vh-----
staff of an asked unit  locked     r---------------------------vh-----
head of an asked unit   draft      r---------------np---t------vh-----
head of an asked unit   in-review  r---------flLu--np---t------vh-----
head of an asked unit   settling   r-----------Lu--np---t------vh-----
head of an asked unit   locked     r---------------------------vh-----
deputy of that head     draft      r---------------np---t------vh-----
deputy of that head     in-review  r---------flLu--np---t------vh-----
deputy of that head     settling   r-----------Lu--np---t------vh-----
deputy of that head     locked     r---------------------------vh-----
asked by name           draft      r---------------np---t------vh-----
asked by name           in-review  r---------flL---np---t------vh-----
asked by name           settling   r-----------L---np---t------vh-----
asked by name           locked     r---------------------------vh-----
invited to read         draft      r---------------n----t------vh-----
invited to read         in-review  r---------------n----t------vh-----
invited to read         settling   r---------------n----t------vh-----
invited to read         locked     r---------------------------vh-----
secretary               draft      r--iHgP---------np---t--S---vh-OG-W
secretary               in-review  r--iHgP-Cc------np---t--S---vh-OGXW
secretary               settling   r--iHgP---------np---t--S-k-vh-OGXW
secretary               locked     r----g---------------------Nvh-OGXW
records manager         draft      r----g----------n----t------vhyOG--
records manager         in-review  r----g----------n----t------vhyOG--
records manager         settling   r----g----------n----t------vhyOG--
records manager         locked     r----g----------------------vhyOG--
councillor              draft      -----------------------------------
councillor              in-review  r---------flL---np---t------vh-----
councillor              settling   r---------------n----t------vh-----
councillor              locked     r---------------------------vh-----
administrator           draft      -----------------------------------
administrator           in-review  -----------------------------------
administrator           settling   -----------------------------------
administrator           locked     -----------------------------------
stranger                draft      -----------------------------------
stranger                in-review  -----------------------------------
stranger                settling   -----------------------------------
stranger                locked     -----------------------------------
`
const cells = table
  .trim()
  .split('\n')
  .map((line) => {
    const [who, state, may] = line.split(/ {2,}/) as [keyof typeof people, State, string]
    return [who, state, may] as const
  })

describe('the whole table', () => {
  it('[PR4] has everybody in every state', () => {
    const all = Object.keys(people).flatMap((who) => Object.keys(states).map((state) => `${who}, ${state}`))
    expect(cells.map(([who, state]) => `${who}, ${state}`)).toEqual(all)
  })
  it.each(cells)('[PR4] [PR6] [PR7] [PR11] [PR14] [PR15] [PR16] [PR17] [PR21] [RN3] %s, %s', (who, state, may) => {
    expect(allowed(people[who], states[state])).toBe(may)
  })

  // What else a relation depends on: the access of the material and the terms of the round.
  const restricted = (access: MaterialAccess, ...more: Happening[]) =>
    materialAfter(...story, [drafter, [{ type: 'access-changed', access }]], ...more)
  const byHead: Happening = openedUnder({
    consolidation: 'by-head',
    invited: [{ obligation: 'mandatory', closesAt: null, unitId: unitId('legal'), unitName: 'legal' }],
  })
  it.each<[string, Actor, Material, string]>([
    ['a stranger, open to the office, draft', stranger, restricted('office'), '-----------------------------------'],
    [
      'a stranger, open to the office, in review',
      stranger,
      restricted('office', opened),
      'r---------------n----t------vh-----',
    ],
    [
      'a stranger, open to the office, locked',
      stranger,
      restricted('office', opened, closed, locked),
      'r---------------------------vh-----',
    ],
    [
      'a councillor, non-public, in review',
      councillor,
      restricted('non-public', opened),
      '-----------------------------------',
    ],
    [
      'a councillor, non-public, locked',
      councillor,
      restricted('non-public', opened, closed, locked),
      'r---------------------------vh-----',
    ],
    ['a secretary, non-public', secretary, restricted('non-public', opened), 'r--iHgP-Cc------np---t--S---vh-OG-W'],
    ['staff, the head answers', reviewer, materialAfter(...story, byHead), 'r----------lL---np---t------vh-----'],
    ['the head who answers', head, materialAfter(...story, byHead), 'r----------lLu--np---t------vh-----'],
    ['by name, not asked in this round', named, materialAfter(...story, byHead), 'r---------------np---t------vh-----'],
    ['the lead unit, never asked', colleague, materialAfter(...story, byHead), 're--------flL---npa--t------vh-----'],
  ])('[RN3] %s', (_case, by, material, may) => {
    expect(allowed(by, material)).toBe(may)
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
  const noted = [
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
  const material = materialAfter(...noted)
  const records = recordsOf(noted)

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
      ['comment', 'close-round'],
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
