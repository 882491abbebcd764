import { describe, expect, it } from 'vitest'
import {
  administrator,
  closed,
  colleague,
  commentId,
  councillor,
  drafter,
  locked,
  opened,
  reader,
  recordsManager,
  reviewer,
  secretary,
  stranger,
} from '../../test/support/people.ts'
import {
  economyHead,
  foundedWithSponsor,
  legalHead,
  lodgedAs,
  Procedure,
  sponsor,
  treasurer,
} from '../../test/support/procedure.ts'
import {
  defaultSettings,
  isRefused,
  mayAct,
  type Action,
  type Actor,
  type DisputeId,
  type ApprovalRouteId,
  type Material,
  type Sha256,
} from './index.ts'

const asked: readonly Action[] = [
  'read',
  'settle',
  'release-settlements',
  'react',
  'discuss-dispute',
  'decide-dispute',
  'start-approval',
  'approve',
  'lock',
  'start-version',
]
const letters = ['r', 's', 'R', 't', 'j', 'J', 'S', 'V', 'k', 'N']
const textHash = 'a'.repeat(64) as Sha256

const people: Readonly<Record<string, Actor>> = {
  drafter,
  sponsor,
  secretary,
  reviewer,
  legalHead,
  colleague,
  economyHead,
  treasurer,
  councillor,
  reader,
  recordsManager,
  administrator,
  stranger,
}

const settling = () => new Procedure(foundedWithSponsor, opened, lodgedAs('one', 'essential'), closed)

function disputed(level: number): Material {
  const of = settling()
  of.happen(reviewer, [
    {
      type: 'dispute-opened',
      disputeId: 'd'.repeat(20) as DisputeId,
      number: 1,
      commentIds: [commentId('one')],
      reason: 'Trváme.',
      levels: defaultSettings.disputeLevels,
    },
  ])
  if (level > 0) {
    const disputeId = 'd'.repeat(20) as DisputeId
    of.happen(drafter, [{ type: 'dispute-escalated', disputeId, level, reason: 'Bez shody.' }])
  }
  return of.material
}

function inApproval(isHeadDone: boolean): Material {
  const of = settling()
  const routeId = 'r'.repeat(20) as ApprovalRouteId
  const [economy, treasury] = [economyHead.unitId, treasurer.unitId]
  if (!economy || !treasury) throw new Error('heads have units')
  const head = { by: 'unit-head', unitId: economy, unitName: 'economy' } as const
  const money = { by: 'unit-head', unitId: treasury, unitName: 'treasury' } as const
  const last = { by: 'person', personId: sponsor.personId, displayName: 'sponsor' } as const
  of.happen(drafter, [
    {
      type: 'approval-started',
      routeId,
      textHash,
      steps: [
        { id: 'head', name: null, stage: 1, approver: head, flag: null },
        { id: 'money', name: null, stage: 2, approver: money, flag: null },
        { id: 'last', name: null, stage: 3, approver: last, flag: null },
      ],
    },
  ])
  if (isHeadDone) {
    of.happen(economyHead, [
      { type: 'approval-given', routeId, stepId: 'head', approver: head, standingFor: null, textHash },
    ])
  }
  return of.material
}

const lockedOnce = () => {
  const of = settling()
  of.happen(...locked)
  return of
}

const states: Readonly<Record<string, Material>> = {
  'dispute of both sides': disputed(0),
  'dispute of secretary': disputed(1),
  'dispute of sponsor': disputed(2),
  'head approves': inApproval(false),
  'treasury approves': inApproval(true),
  locked: lockedOnce().material,
}

/** A letter for each action that the person may take in the state, a dash for each that they may not. */
const table = `
drafter         dispute of both sides  rsRtj-S---
drafter         dispute of secretary   rsRtj-S---
drafter         head approves          rsRt--S---
drafter         locked                 r--------N
sponsor         dispute of both sides  r-RtjJ----
sponsor         dispute of sponsor     r-RtjJ----
sponsor         head approves          r-Rt------
sponsor         treasury approves      r-Rt------
secretary       dispute of both sides  r--tjJS-k-
secretary       dispute of sponsor     r--tjJS-k-
secretary       head approves          r--t--S-k-
secretary       locked                 r--------N
reviewer        dispute of both sides  r--tj-----
reviewer        head approves          r--t------
reviewer        locked                 r---------
legalHead       dispute of both sides  r--tj-----
legalHead       dispute of secretary   r--tj-----
colleague       dispute of both sides  r--tj-----
economyHead     head approves          r--t---V--
economyHead     treasury approves      r--t------
treasurer       dispute of both sides  ----------
treasurer       head approves          r--t------
treasurer       treasury approves      r--t---V--
treasurer       locked                 ----------
councillor      dispute of both sides  r--tj-----
councillor      dispute of sponsor     r--tj-----
councillor      locked                 r---------
reader          head approves          r--t------
recordsManager  locked                 r---------
administrator   dispute of both sides  ----------
administrator   head approves          ----------
stranger        dispute of sponsor     ----------
stranger        treasury approves      ----------
`

const rows = table
  .trim()
  .split('\n')
  .map((line) => {
    const [who = '', state = '', may = ''] = line.split(/\s{2,}/)
    return [who, state, may] as const
  })

describe('who may decide', () => {
  it.each(rows)('[SE4] [DI3] [AP1] [AP9] [NV1] %s, %s', (who, state, may) => {
    const by = people[who]
    const material = states[state]
    if (!by || !material) throw new Error(`the table names ${who} and ${state}`)
    const allowed = asked
      .map((action, index) => (isRefused(mayAct(by, action, material)) ? '-' : letters[index]))
      .join('')
    expect(allowed).toBe(may)
  })

  it('[NV1] asks for a lock before a new version, in every state', () => {
    for (const [name, material] of Object.entries(states)) {
      expect([name, mayAct(drafter, 'start-version', material) === true]).toEqual([name, name === 'locked'])
    }
  })
})
