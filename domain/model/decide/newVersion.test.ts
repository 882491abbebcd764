import { describe, expect, it } from 'vitest'
import {
  administrator,
  closed,
  colleague,
  commentId,
  councillor,
  drafter,
  hours,
  locked,
  opened,
  partId,
  reviewer,
  secretary,
  stranger,
} from '../../../test/support/people.ts'
import { economyHead, foundedWithSponsor, lodgedAs, Procedure, sponsor } from '../../../test/support/procedure.ts'
import {
  approvalStanding,
  freezeMaterial,
  isSealedBody,
  mayAct,
  mayLock,
  refused,
  settleComments,
  startNewVersion,
  stampOf,
  withdrawSettlement,
  type Actor,
  type ApprovalRouteId,
  type BodyId,
  type Part,
  type Sha256,
} from '../index.ts'

const [oldBody, newBody] = ['body'.padEnd(20, '0') as BodyId, 'newbody'.padEnd(20, '0') as BodyId]
const parts: readonly Part[] = [
  { form: 'body', id: partId, kind: 'draft-resolution', title: 'Návrh usnesení', bodyId: newBody },
]
const textHash = 'a'.repeat(64) as Sha256

/** Reviewed, settled, approved by the head of the lead unit, locked. */
function lockedOnce(): Procedure {
  const of = new Procedure(foundedWithSponsor, opened, lodgedAs('one', 'advisory'), closed)
  of.do(
    drafter,
    settleComments(
      drafter,
      of.material,
      [commentId('one')],
      { verdict: 'accepted' },
      {
        release: 'at-once',
        reactBy: hours(72),
      },
    ),
  )
  const routeId = 'r'.repeat(20) as ApprovalRouteId
  const approver = { by: 'unit-head', unitId: economyHead.unitId, unitName: 'economy' } as never
  of.happen(drafter, [
    {
      type: 'approval-started',
      routeId,
      textHash,
      steps: [{ id: 'lead', name: null, stage: 1, approver, flag: null }],
    },
  ])
  of.happen(economyHead, [{ type: 'approval-given', routeId, stepId: 'lead', approver, standingFor: null, textHash }])
  const version = { number: 1, hash: textHash, parts: [frozenPart(oldBody)] }
  of.happen(secretary, [{ type: 'material-locked', version, deliveries: [] }], 1)
  return of
}

const frozenPart = (bodyId: BodyId) =>
  ({ partId, kind: 'draft-resolution', title: 'Návrh usnesení', bodyId, gateSequence: 1, hash: textHash }) as const

const start = (of: Procedure, by: Actor = drafter, reason = 'Chybí příloha.', tabled = false) => {
  of.hour = Math.max(of.hour, 2)
  return of.do(by, startNewVersion(by, of.material, { reason, tabled, parts }))
}

describe('a new version', () => {
  it('[NV1] begins only from a locked one, by the drafter or a secretary, with a reason', () => {
    expect(start(new Procedure(foundedWithSponsor, opened, closed))).toEqual(refused('material-not-locked'))
    for (const by of [colleague, reviewer, councillor, sponsor]) {
      expect(start(lockedOnce(), by)).toEqual(refused('not-permitted'))
    }
    for (const by of [stranger, administrator]) expect(start(lockedOnce(), by)).toEqual(refused('not-found'))
    expect(start(lockedOnce(), drafter, '  ')).toEqual(refused('reason-required'))
    for (const by of [drafter, secretary]) expect(start(lockedOnce(), by)).toEqual(['version-started'])
  })

  it('[NV2] is worked on in new texts; those of the locked one stay sealed', () => {
    const of = lockedOnce()
    start(of, secretary, 'Na stůl.', true)
    expect(of.material).toMatchObject({ state: 'settling', parts, startedVersions: [{ number: 2, tabled: true }] })
    expect(mayAct(drafter, 'edit-body', of.material)).toBe(true)
    expect([isSealedBody(of.material, oldBody), isSealedBody(of.material, newBody)]).toEqual([true, false])
  })

  it('[NV3] leaves comments, settlements and approvals with the version they are of', () => {
    const of = lockedOnce()
    start(of)
    const [approval] = of.material.approvals
    if (!approval) throw new Error('it was approved')
    expect(approvalStanding(of.material, approval)).toBe('of-locked-version')
    expect(of.material.approvalRoute).toBeNull()
    expect(of.material.comments.get(commentId('one'))?.version).toBe(1)
    expect(withdrawSettlement(drafter, of.material, commentId('one'))).toEqual(refused('material-locked'))
  })

  it('[NV4] may be reviewed, and locked, again; it holds its own comments only', () => {
    const of = lockedOnce()
    start(of)
    expect(mayLock(secretary, of.material)).toBe(true)
    expect(mayAct(drafter, 'open-round', of.material)).toBe(true)
    of.happen(reviewer, lodgedAs('two', 'advisory', reviewer, 2)[1])
    expect(mayLock(secretary, of.material)).toEqual(refused('comments-unsettled', { unsettled: 1 }))
    of.do(
      drafter,
      settleComments(
        drafter,
        of.material,
        [commentId('two')],
        { verdict: 'accepted' },
        {
          release: 'at-once',
          reactBy: hours(72),
        },
      ),
    )
    const bodies = new Map([[newBody, { bodySchemaNumber: 1, doc: { type: 'doc' } }]])
    const frozen = freezeMaterial(of.material, bodies, new Map(), hours(3), stampOf(secretary))
    expect(frozen.version).toBe(2)
    expect(frozen.comments.map(({ id }) => id)).toEqual([commentId('two')])
    expect(frozen.approvals).toBeUndefined()
    of.happen(...locked)
    expect(of.material.versions).toHaveLength(2)
    expect(of.material.comments.size).toBe(2)
  })

  it('[NV5] can be read by whoever could read the locked one', () => {
    const of = lockedOnce()
    const before = [drafter, colleague, reviewer, councillor, sponsor, secretary].map((by) =>
      mayAct(by, 'read', of.material),
    )
    start(of)
    expect(
      [drafter, colleague, reviewer, councillor, sponsor, secretary].map((by) => mayAct(by, 'read', of.material)),
    ).toEqual(before)
  })
})
