import { describe, expect, it } from 'vitest'
import {
  actor,
  closed,
  drafter,
  hours,
  opened,
  reviewer,
  secretary,
  stranger,
  unitId,
} from '../../../test/support/people.ts'
import { economyHead, foundedWithSponsor, Procedure, sponsor, treasurer } from '../../../test/support/procedure.ts'
import {
  approvalStanding,
  approvesAs,
  cancelApproval,
  dueSteps,
  flagMaterial,
  giveApproval,
  mayAct,
  mayLock,
  openSteps,
  refused,
  returnApproval,
  runningRoute,
  stampOf,
  startApproval,
  voidApprovals,
  type Actor,
  type ApprovalRouteId,
  type ApprovalStepSetting,
  type Sha256,
} from '../index.ts'

const text = (letter: string) => letter.repeat(64) as Sha256
const [first, second] = [text('a'), text('b')]
const routeId = 'r'.repeat(20) as ApprovalRouteId

const steps: readonly ApprovalStepSetting[] = [
  { id: 'lead', name: null, stage: 1, approver: { by: 'lead-unit-head' }, flag: null },
  {
    id: 'money',
    name: 'Ekonom',
    stage: 1,
    approver: { by: 'unit-head', unitId: unitId('treasury'), unitName: 'treasury' },
    flag: 'budget',
  },
  { id: 'sponsor', name: null, stage: 2, approver: { by: 'sponsor' }, flag: null },
]

const closedRound = () => new Procedure(foundedWithSponsor, opened, closed)
const start = (of: Procedure, by = drafter, route: readonly ApprovalStepSetting[] = steps, id = routeId) =>
  of.do(by, startApproval(by, of.material, { routeId: id, steps: route, textHash: first }))
const approve = (of: Procedure, by: Actor, shown = first, now = first, step: string | null = null) =>
  of.do(by, giveApproval(by, of.material, step, shown, now))
const flag = (of: Procedure, ...flags: string[]) =>
  of.do(drafter, flagMaterial(drafter, of.material, flags, ['budget']))
const due = (of: Procedure) => dueSteps(of.material).map(({ id }) => id)
const change = (of: Procedure, hash: Sha256) => of.do(secretary, voidApprovals(of.material, hash))
const lockable = (of: Procedure, textHash = first, isApprovalRequired = true) =>
  mayLock(secretary, of.material, { now: hours(1), textHash, rewritten: [], isApprovalRequired })

function running(): Procedure {
  const of = closedRound()
  start(of)
  return of
}

function complete(): Procedure {
  const of = running()
  approve(of, economyHead)
  approve(of, sponsor)
  return of
}

describe('a route', () => {
  it('[AP1] is walked stage by stage, side by side within one', () => {
    const of = closedRound()
    flag(of, 'budget')
    start(of)
    expect(due(of)).toEqual(['lead', 'money'])
    expect(approve(of, sponsor)).toEqual(refused('approval-not-asked'))
    approve(of, treasurer)
    expect(due(of)).toEqual(['lead'])
    approve(of, economyHead)
    expect(due(of)).toEqual(['sponsor'])
    approve(of, sponsor)
    expect(due(of)).toEqual([])
    expect(lockable(of)).toBe(true)
  })

  it('[AP2] takes a conditional step only while the material carries its flag', () => {
    const of = running()
    expect(due(of)).toEqual(['lead'])
    flag(of, 'budget')
    expect(due(of)).toEqual(['lead', 'money'])
    flag(of)
    expect(due(of)).toEqual(['lead'])
    expect(flag(of, 'moon')).toEqual(refused('flag-unknown', { flag: 'moon' }))
  })

  it('[AP3] is started by the drafter or a secretary, outside of rounds, once at a time', () => {
    const inRound = new Procedure(foundedWithSponsor, opened)
    expect(start(inRound)).toEqual(refused('round-still-open'))
    expect(start(closedRound(), reviewer)).toEqual(refused('not-permitted'))
    expect(start(closedRound(), secretary)).toEqual(['approval-started'])
    expect(start(running())).toEqual(refused('approval-running'))
    expect(start(closedRound(), drafter, [])).toEqual(refused('approval-without-steps'))
    const only = steps.filter(({ flag: asked }) => asked !== null)
    expect(start(closedRound(), drafter, only)).toEqual(refused('approval-without-steps'))
  })

  it('[AP3] needs the people that its steps ask for', () => {
    const of = closedRound()
    of.material = { ...of.material, sponsor: null }
    expect(start(of)).toEqual(refused('approver-missing', { step: 'sponsor' }))
  })

  it('[AP4] ends when an approver returns the text with reasons, and may be started anew', () => {
    const of = running()
    const back = (by: Actor, reason: string) => of.do(by, returnApproval(by, of.material, null, reason))
    expect(back(economyHead, ' ')).toEqual(refused('reason-required'))
    expect(back(sponsor, 'Neúplné.')).toEqual(refused('approval-not-asked'))
    expect(back(economyHead, 'Neúplné.')).toEqual(['approval-returned'])
    expect(runningRoute(of.material)).toBeNull()
    expect(approve(of, economyHead)).toEqual(refused('approval-not-running'))
    expect(start(of, drafter, steps, 's'.repeat(20) as ApprovalRouteId)).toEqual(['approval-started'])
    expect(due(of)).toEqual(['lead'])
  })

  it('[AP4] may be taken back', () => {
    const of = running()
    expect(of.do(drafter, cancelApproval(drafter, of.material))).toEqual(['approval-cancelled'])
    expect(of.do(drafter, cancelApproval(drafter, of.material))).toEqual(refused('approval-not-running'))
  })
})

describe('an approval', () => {
  it('[AP5] is bound to the hash that the approver was shown', () => {
    const of = running()
    expect(approve(of, economyHead, first, second)).toEqual(refused('text-changed'))
    expect(of.material.approvals).toEqual([])
    approve(of, economyHead, second, second)
    expect(of.material.approvals).toMatchObject([{ textHash: second, by: { personId: economyHead.personId } }])
  })

  it('[AP6] is void when the text changes, and its step is open again', () => {
    const of = complete()
    expect(change(of, first)).toEqual([])
    expect(change(of, second)).toEqual(['approvals-voided'])
    expect(of.material.approvals.map((approval) => approvalStanding(of.material, approval))).toEqual(['void', 'void'])
    expect(due(of)).toEqual(['lead'])
    expect(lockable(of, second)).toEqual(refused('approval-incomplete', { missing: 2 }))
  })

  it('[AP6] stays void when the old text comes back', () => {
    const of = complete()
    change(of, second)
    change(of, first)
    expect(lockable(of, first)).toEqual(refused('approval-incomplete', { missing: 2 }))
  })

  it('[AP7] of another text does not count, noticed or not', () => {
    const of = complete()
    const route = runningRoute(of.material)
    if (!route) throw new Error('the route runs')
    expect(openSteps(of.material, route, first)).toEqual([])
    expect(openSteps(of.material, route, second)).toHaveLength(2)
    expect(lockable(of, second)).toEqual(refused('approval-incomplete', { missing: 2 }))
    // Whoever approves the new text makes the old approvals void in the same act.
    const half = running()
    approve(half, economyHead)
    expect(approve(half, sponsor, second, second)).toEqual(['approvals-voided', 'approval-given'])
    expect(due(half)).toEqual(['lead'])
  })

  it('[AP8] may be given in the name of somebody absent, and says so', () => {
    const deputy: Actor = {
      ...actor('deputy', 'economy'),
      standsFor: [{ person: stampOf(economyHead), roles: ['unit-head'], until: hours(100) }],
    }
    const of = running()
    approve(of, deputy)
    expect(of.material.approvals).toMatchObject([
      { by: { personId: deputy.personId }, standingFor: { personId: economyHead.personId } },
    ])
    expect(approvesAs(deputy, { by: 'person', personId: economyHead.personId, displayName: '' })).toEqual(
      stampOf(economyHead),
    )
    expect(approvesAs(deputy, { by: 'role', role: 'secretary' })).toBeNull()
  })

  it('[AP9] lets whoever is asked read the material, and nobody else', () => {
    const of = closedRound()
    expect(mayAct(treasurer, 'read', of.material)).toEqual(refused('not-found'))
    start(of)
    expect(mayAct(treasurer, 'read', of.material)).toBe(true)
    expect(mayAct(stranger, 'read', of.material)).toEqual(refused('not-found'))
  })
})

describe('a lock', () => {
  it('[AP10] waits for the route that the template demands', () => {
    expect(lockable(closedRound())).toEqual(refused('approval-incomplete'))
    expect(lockable(closedRound(), first, false)).toBe(true)
    expect(lockable(complete())).toBe(true)
  })
  it('[AP10] waits for any route that was started', () => {
    expect(lockable(running(), first, false)).toEqual(refused('approval-incomplete', { missing: 2 }))
  })
})
