import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actor,
  commentId,
  drafter,
  founded,
  hours,
  locked,
  lodged,
  materialAfter,
  openedUnder,
  unitId,
  type Happening,
} from '../../test/support/people.ts'
import type { ApprovalRouteId, DisputeId, Sha256 } from './ids.ts'
import { materialAccess } from './material.ts'
import { audienceOf } from './materialCard.ts'
import { defaultSettings } from './officeSettings.ts'
import { roles, stampOf, type Actor } from './people.ts'
import { relationOf } from './policy.ts'
import { isAddressed, whosOf } from './whos.ts'

const names = ['economy', 'legal', 'audit', 'transport'] as const
const anybody = fc
  .record({
    name: fc.constantFrom('drafter', 'sponsor', 'guest', 'approver', 'x', 'y'),
    unit: fc.constantFrom(...names, null),
    roles: fc.subarray(roles.filter((role) => role !== 'staff')),
    standsFor: fc.option(
      fc.record({
        name: fc.constantFrom('approver', 'x', 'z'),
        unit: fc.constantFrom(...names, null),
        roles: fc.subarray([...roles]),
      }),
      { nil: null },
    ),
  })
  .map(({ name, unit, roles: given, standsFor }): Actor => {
    const alone = actor(name, unit, ...given)
    if (!standsFor) return alone
    const absent = actor(standsFor.name, standsFor.unit, ...standsFor.roles)
    return { ...alone, standsFor: [{ person: stampOf(absent), roles: absent.roles, until: hours(99) }] }
  })

const hash = 'b'.repeat(64) as Sha256
const steps = [
  { approver: { by: 'person' as const, personId: actor('approver').personId, displayName: '' } },
  { approver: { by: 'unit-head' as const, unitId: unitId('audit'), unitName: 'audit' } },
  { approver: { by: 'role' as const, role: 'records-manager' as const } },
].map((step, index) => ({ ...step, id: `s${index}`, name: null, stage: 1, flag: null }))

/** Steps of a story that change who may read the material. */
const turns: readonly Happening[] = [
  [drafter, [{ type: 'sponsor-named', sponsor: stampOf(actor('sponsor')) }]],
  [drafter, [{ type: 'lead-unit-named', leadUnitId: unitId('transport'), leadUnitName: 'transport' }]],
  [
    drafter,
    [
      {
        type: 'participant-invited',
        invitation: { right: 'comment', personId: actor('guest').personId, displayName: '' },
      },
    ],
  ],
  [drafter, [{ type: 'participant-removed', participantId: unitId('legal') }]],
  ...materialAccess.map((access): Happening => [drafter, [{ type: 'access-changed', access }]]),
  openedUnder({}),
  [drafter, [{ type: 'approval-started', routeId: 'p'.repeat(20) as ApprovalRouteId, textHash: hash, steps }]],
  lodged('a'),
  [
    drafter,
    [
      {
        type: 'dispute-opened',
        disputeId: 'd'.repeat(20) as DisputeId,
        number: 1,
        commentIds: [commentId('a')],
        reason: '',
        levels: defaultSettings.disputeLevels,
      },
    ],
  ],
  locked,
]

describe('whom a list is for', () => {
  it('[IB1] is exactly who may read the material, whatever happened to it and whoever asks', () => {
    const seen = { readers: 0, strangers: 0 }
    fc.assert(
      fc.property(fc.subarray([...turns]), anybody, (happened, who) => {
        const material = materialAfter(founded, ...happened)
        const isReader = relationOf(who, material) !== 'stranger'
        seen[isReader ? 'readers' : 'strangers'] += 1
        return audienceOf(material).some((one) => whosOf(who).includes(one)) === isReader
      }),
      { numRuns: 4_000, seed: 20_261_121 },
    )
    expect(Math.min(seen.readers, seen.strangers)).toBeGreaterThan(200)
  })

  it('[IB2] means heads with those who stand in for them, and roles with their deputies only where said', () => {
    const head = actor('head', 'legal', 'unit-head', 'secretary')
    const deputy: Actor = {
      ...actor('deputy', 'audit'),
      standsFor: [{ person: stampOf(head), roles: head.roles, until: hours(9) }],
    }
    const nobody = { personIds: [], unitIds: [], roles: [] }
    const addressed = (who: Actor, whom: object) => isAddressed({ ...nobody, ...whom }, whosOf(who))
    expect(addressed(deputy, { headsOf: [unitId('legal')] })).toBe(true)
    expect(addressed(actor('clerk', 'legal'), { headsOf: [unitId('legal')] })).toBe(false)
    expect(addressed(deputy, { unitIds: [unitId('legal')] })).toBe(true)
    expect(addressed(deputy, { roles: ['secretary'] })).toBe(false)
    expect(addressed(deputy, { roles: ['secretary'], deputies: true })).toBe(true)
    expect(addressed(deputy, { personIds: [head.personId] })).toBe(false)
    expect(addressed(deputy, { personIds: [head.personId], deputies: true })).toBe(true)
    expect(addressed(head, { personIds: [head.personId], deputies: true })).toBe(true)
  })
})
