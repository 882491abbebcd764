import { describe, expect, it } from 'vitest'
import {
  actor,
  closed,
  colleague,
  commentId,
  councillor,
  drafter,
  hours,
  opened,
  reviewer,
  secretary,
  stranger,
} from '../../../test/support/people.ts'
import { foundedWithSponsor, legalHead, lodgedAs, Procedure, sponsor } from '../../../test/support/procedure.ts'
import {
  decideDispute,
  defaultSettings,
  disputeActs,
  escalateDispute,
  isRefused,
  mayAct,
  mayLock,
  openDisputes,
  permitFinalising,
  reactToSettlement,
  recordDisputeMeeting,
  refused,
  settleComments,
  withdrawDispute,
  withdrawSettlement,
  type Actor,
  type DisputeId,
  type DisputeLevel,
  type Settlement,
} from '../index.ts'

const disputeId = 'd'.repeat(20) as DisputeId
const declined: Settlement = { verdict: 'not-accepted', reason: 'Zákon to nedovoluje.' }
const chief = actor('chief')
const terms = { release: 'at-once', reactBy: hours(72) } as const

/** An essential comment that was declined and insisted on. */
function disputed(levels: readonly DisputeLevel[] = defaultSettings.disputeLevels): Procedure {
  const of = new Procedure(foundedWithSponsor, opened, lodgedAs('one', 'essential'), closed)
  of.do(drafter, settleComments(drafter, of.material, [commentId('one')], declined, terms))
  insist(of, levels)
  return of
}

const insist = (of: Procedure, levels: readonly DisputeLevel[] = defaultSettings.disputeLevels) => {
  const wish = { reaction: 'insisted', reason: 'Trváme.', disputeId } as const
  return of.do(reviewer, reactToSettlement(reviewer, of.material, commentId('one'), wish, levels, hours(1)))
}

const escalate = (of: Procedure, by: Actor, reason = 'Strany se neshodly.') =>
  of.do(by, escalateDispute(by, of.material, disputeId, reason))
const decide = (
  of: Procedure,
  by: Actor,
  ruling: 'settlement-stands' | 'comment-upheld' = 'settlement-stands',
  resolution: string | null = null,
  reason = 'Odůvodněno.',
) => of.do(by, decideDispute(by, of.material, disputeId, { ruling, reason, resolution }))
const permit = (of: Procedure, by: Actor, resolution: string | null = '77/2026') =>
  of.do(by, permitFinalising(by, of.material, [disputeId], { reason: 'Věc nesnese odkladu.', resolution }))
const lockable = (of: Procedure) => mayLock(secretary, of.material)
const dispute = (of: Procedure) => of.material.disputes[0]

describe('a dispute', () => {
  it('[DI1] keeps the levels of the office as they were when it was opened', () => {
    const of = disputed()
    expect(dispute(of)).toMatchObject({ number: 1, level: 0, commentIds: [commentId('one')], reason: 'Trváme.' })
    expect(dispute(of)?.levels).toBe(defaultSettings.disputeLevels)
  })

  it('[DI2] climbs level by level, with a reason, by either side or who decides', () => {
    const of = disputed()
    expect(escalate(of, drafter, ' ')).toEqual(refused('reason-required'))
    expect(escalate(of, secretary)).toEqual(refused('not-competent'))
    expect([drafter, secretary, legalHead].map((by) => escalate(of, by))).toEqual(
      Array.from({ length: 3 }, () => ['dispute-escalated']),
    )
    expect(dispute(of)?.level).toBe(3)
    expect(escalate(of, drafter)).toEqual(refused('dispute-at-last-level'))
  })

  it('[DI3] is decided by who is competent at its level, with reasons', () => {
    const levels: readonly DisputeLevel[] = [
      { id: 'a', name: null, decider: { by: 'parties' } },
      { id: 'b', name: null, decider: { by: 'person', personId: chief.personId, displayName: 'chief' } },
      { id: 'c', name: null, decider: { by: 'sponsor' } },
      { id: 'd', name: null, decider: { by: 'role', role: 'council-member' } },
    ]
    const everybody = [drafter, reviewer, secretary, chief, sponsor, councillor]
    const competent = [0, 1, 2, 3].map((level) =>
      everybody.filter((by) => {
        const of = disputed(levels)
        for (let step = 0; step < level; step++) escalate(of, drafter)
        return !isRefused(decide(of, by))
      }),
    )
    expect(competent).toEqual([[], [chief], [sponsor], [sponsor, councillor]])
    const of = disputed(levels)
    escalate(of, drafter)
    expect(decide(of, chief, 'settlement-stands', null, ' ')).toEqual(refused('reason-required'))
  })

  it('[DI3] lets whoever decides it read the material, and nobody else', () => {
    const levels: readonly DisputeLevel[] = [
      { id: 'b', name: null, decider: { by: 'person', personId: chief.personId, displayName: 'chief' } },
    ]
    const of = disputed(levels)
    expect(mayAct(chief, 'read', of.material)).toBe(true)
    expect(mayAct(stranger, 'read', of.material)).toEqual(refused('not-found'))
    expect(escalate(of, stranger)).toEqual(refused('not-found'))
  })

  it('[DI4] of a body is decided by its resolution, recorded by whom the office says', () => {
    const of = disputed()
    for (let level = 0; level < 3; level++) escalate(of, drafter)
    expect(decide(of, secretary)).toEqual(refused('resolution-required'))
    expect(decide(of, sponsor, 'settlement-stands', '77/2026')).toEqual(refused('not-competent'))
    expect(decide(of, secretary, 'settlement-stands', '77/2026')).toEqual(['dispute-decided'])
    expect(dispute(of)?.outcome).toMatchObject({ level: 3, resolution: '77/2026' })
  })

  it('[DI5] ends with a binding ruling', () => {
    const of = disputed()
    escalate(of, drafter)
    decide(of, secretary)
    expect(openDisputes(of.material)).toEqual([])
    expect(decide(of, secretary, 'comment-upheld')).toEqual(refused('dispute-ended'))
    expect(lockable(of)).toBe(true)
  })

  it('[DI5] gives the comment back to the drafter when it is upheld, who must accept it', () => {
    const of = disputed()
    escalate(of, drafter)
    decide(of, secretary, 'comment-upheld')
    expect(lockable(of)).toEqual(refused('comments-unsettled', { unsettled: 1 }))
    const settle = (settlement: Settlement) =>
      of.do(drafter, settleComments(drafter, of.material, [commentId('one')], settlement, terms))
    expect(settle(declined)).toEqual(refused('ruling-binds'))
    expect(settle({ verdict: 'accepted' })).toEqual(['comment-settled'])
    expect(insist(of)).toEqual(refused('ruling-binds'))
    expect(lockable(of)).toBe(true)
  })

  it('[DI6] is withdrawn by who speaks for the body that insisted', () => {
    for (const by of [drafter, secretary, sponsor]) {
      const of = disputed()
      expect(of.do(by, withdrawDispute(by, of.material, disputeId, null))).toEqual(refused('not-the-author'))
    }
    const of = disputed()
    expect(of.do(legalHead, withdrawDispute(legalHead, of.material, disputeId, null))).toEqual(['dispute-withdrawn'])
    expect(lockable(of)).toBe(true)
  })

  it('[DI7] is over when the body agrees with another settlement', () => {
    const of = disputed()
    of.do(drafter, withdrawSettlement(drafter, of.material, commentId('one')))
    of.do(drafter, settleComments(drafter, of.material, [commentId('one')], { verdict: 'accepted' }, terms))
    expect(lockable(of)).toEqual(refused('dispute-open', { disputes: 1 }))
    const wish = { reaction: 'agreed', reason: null, disputeId } as const
    expect(
      of.do(
        reviewer,
        reactToSettlement(reviewer, of.material, commentId('one'), wish, defaultSettings.disputeLevels, hours(2)),
      ),
    ).toEqual(['settlement-reacted', 'dispute-settled'])
    expect(lockable(of)).toBe(true)
  })

  it('[DI7] is one and the same when the body insists on another settlement too', () => {
    const of = disputed()
    of.do(drafter, withdrawSettlement(drafter, of.material, commentId('one')))
    of.do(drafter, settleComments(drafter, of.material, [commentId('one')], declined, terms))
    expect(insist(of)).toEqual(['settlement-reacted'])
    expect(of.material.disputes).toHaveLength(1)
  })

  it('[DI8] keeps what was said at meetings, of the past, with the level', () => {
    const of = disputed()
    const meeting = (by: Actor, at: number) =>
      of.do(
        by,
        recordDisputeMeeting(
          by,
          of.material,
          disputeId,
          { heldAt: hours(at), present: 'Nováková, Šťastný', conclusion: 'Bez shody.' },
          hours(2),
        ),
      )
    expect(meeting(drafter, 3)).toEqual(refused('invalid-input', { field: 'heldAt' }))
    expect(meeting(colleague, 1)).toEqual(refused('not-competent'))
    for (const by of [drafter, legalHead, secretary]) expect(meeting(by, 1)).toEqual(['dispute-discussed'])
    escalate(of, drafter)
    meeting(secretary, 2)
    expect(dispute(of)?.meetings.map(({ level }) => level)).toEqual([0, 0, 0, 1])
  })
})

describe('finalising over an open dispute', () => {
  it('[DI9] needs the recorded decision of the top level', () => {
    const of = disputed()
    expect(lockable(of)).toEqual(refused('dispute-open', { disputes: 1 }))
    expect(permit(of, drafter)).toEqual(refused('not-competent'))
    expect(permit(of, sponsor)).toEqual(refused('not-competent'))
    expect(permit(of, secretary, null)).toEqual(refused('resolution-required'))
    expect(permit(of, secretary)).toEqual(['finalising-permitted'])
    expect(lockable(of)).toBe(true)
    expect(openDisputes(of.material)).toHaveLength(1)
  })
})

describe('what a person may do in a dispute', () => {
  it('[DI10] is what the commands let them do', () => {
    for (const level of [0, 1, 2, 3]) {
      for (const by of [drafter, reviewer, legalHead, secretary, sponsor, councillor]) {
        const at = () => {
          const of = disputed()
          for (let step = 0; step < level; step++) escalate(of, drafter)
          return of
        }
        const [acts] = disputeActs(by, at().material)
        const meeting = { heldAt: hours(0), present: 'x', conclusion: 'y' }
        const of = at()
        expect([level, by.displayName, acts?.mayRecordMeeting ?? false]).toEqual([
          level,
          by.displayName,
          !isRefused(recordDisputeMeeting(by, of.material, disputeId, meeting, hours(1))),
        ])
        expect(acts?.mayEscalate ?? false).toBe(!isRefused(escalate(at(), by)))
        expect(acts?.mayDecide ?? false).toBe(!isRefused(decide(at(), by, 'settlement-stands', '1/2026')))
        expect(acts?.mayWithdraw ?? false).toBe(!isRefused(withdrawDispute(by, of.material, disputeId, null)))
        expect(acts?.mayPermitFinalising ?? false).toBe(!isRefused(permit(at(), by)))
      }
    }
  })
})
