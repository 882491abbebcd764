import { settlementReleases } from '@glosa/domain/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { councillor, drafter, reader, reviewer, secretary } from '../support/people.ts'
import { legalHead, sponsor } from '../support/procedure.ts'
import { acts, attempt, type Try } from './procedureActs.ts'
import { heardIsSeen, nothingLost } from './procedureJudge.ts'
import { ProcedureOffice } from './procedureOffice.ts'
import { walks } from './procedureWalks.ts'

/** How often each act was more than an attempt. */
const happened = new Map<Try['what'], number>()

const run = (
  sequence: readonly Try[],
  required: boolean,
  release: (typeof settlementReleases)[number],
): ProcedureOffice => {
  const office = new ProcedureOffice(required, release)
  for (const each of sequence) {
    const { sequence: before } = office.material
    attempt(office, each)
    if (office.material.sequence > before) happened.set(each.what, (happened.get(each.what) ?? 0) + 1)
    nothingLost(office)
  }
  return office
}

it('[SE4] [SE14] [DI9] [AP5] [AP7] [AP10] [NV2] [NV3] no sequence of commands locks what must not be locked, counts an approval of another text, or loses a comment', () => {
  let locks = 0
  fc.assert(
    fc.property(walks(), fc.boolean(), fc.constantFrom(...settlementReleases), (sequence, required, release) => {
      locks += run(sequence, required, release).locks
    }),
    { numRuns: 6_000, seed: 20_261_121 },
  )
  // Walks that never come to something would prove nothing about it.
  expect(locks).toBeGreaterThan(500)
  const silent = acts.filter((what) => (happened.get(what) ?? 0) < 20 && what !== 'rewrite' && what !== 'write')
  expect(silent).toEqual([])
})

it('[SE5] [DI1] whoever heard every announcement holds what a fresh look shows', () => {
  const listeners = [drafter, sponsor, secretary, reviewer, legalHead, councillor, reader]
  fc.assert(
    fc.property(
      walks(),
      fc.constantFrom(...settlementReleases),
      fc.constantFrom(...listeners),
      (sequence, release, by) => {
        heardIsSeen(run(sequence, false, release), by)
      },
    ),
    { numRuns: 600, seed: 20_261_122 },
  )
})
