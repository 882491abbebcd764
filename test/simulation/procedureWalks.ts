import fc from 'fast-check'
import { acts, type Try } from './procedureActs.ts'

/**
 * Walks through the procedure: plain ones with wild phases between, so that each meets settled, disputed, approved and
 * locked materials.
 */
export const walks = (): fc.Arbitrary<readonly Try[]> => {
  const calmly = (what: Try['what'], hours: readonly number[]): fc.Arbitrary<Try> =>
    fc.record({
      what: fc.constant(what),
      who: fc.nat(60),
      which: fc.nat(6),
      how: fc.constantFrom(1, 3, 9, 18, 25, 33),
      hours: fc.constantFrom(...hours),
    })
  const wildly = (what: Try['what']): fc.Arbitrary<Try> =>
    fc.record({
      what: fc.constant(what),
      who: fc.nat(60),
      which: fc.nat(6),
      how: fc.nat(120),
      hours: fc.constantFrom(0, 0, 1, 30, 60),
    })
  const walk = (of: readonly Try['what'][], hours: readonly number[]) =>
    fc.tuple(...of.map((what) => calmly(what, hours)))
  const some = (of: readonly Try['what'][], maxLength: number) =>
    fc.array(
      fc.constantFrom(...of).chain((what) => calmly(what, [0, 1])),
      { maxLength },
    )
  const anything = (maxLength: number) => fc.array(fc.constantFrom(...acts).chain(wildly), { maxLength })
  return fc
    .tuple(
      walk(review, [0, 1]),
      some(quarrel, 12),
      anything(8),
      walk(finish, [0, 0, 60]),
      anything(15),
      walk(review, [0, 1]),
      some(quarrel, 6),
      walk(finish, [0, 60]),
    )
    .map((phases) => phases.flat())
}

const review: readonly Try['what'][] = [
  'open-round',
  'lodge',
  'lodge',
  'lodge',
  'close-round',
  'settle-all',
  'release',
  'release',
]
const quarrel: readonly Try['what'][] = [
  'insist',
  'insist',
  'agree',
  'escalate',
  'escalate',
  'decide',
  'give-in',
  'permit',
  'take-settlement-back',
  'settle-all',
  'release',
  'acknowledge',
  'admit',
]
const finish: readonly Try['what'][] = [
  'start-approval',
  ...Array.from({ length: 6 }, () => 'approve' as const),
  'lock',
  'lock',
]
