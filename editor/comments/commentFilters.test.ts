import { settleComments } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { closed, colleague, commentId, drafter, hours, opened, reviewer } from '../../test/support/people.ts'
import { foundedWithSponsor, lodgedAs, Procedure } from '../../test/support/procedure.ts'
import { commentFilters, filterCounts, passes, shownComments } from './selectComments.ts'

it('[FZ16] each filter shows what its name says, and counts it', () => {
  const release = { release: 'at-once', reactBy: hours(72) } as const
  const procedure = new Procedure(
    foundedWithSponsor,
    opened,
    lodgedAs('one', 'essential'),
    lodgedAs('two', 'advisory'),
    lodgedAs('three', 'editorial'),
    closed,
  )
  const settled = settleComments(drafter, procedure.material, [commentId('two')], { verdict: 'accepted' }, release)
  procedure.do(drafter, settled)
  const [one, two, three] = shownComments(procedure.material)
  if (!one || !two || !three) throw new Error('three comments')
  const note = {
    ...three,
    visibility: 'private' as const,
    kind: 'essential' as const,
    by: { ...three.by, ...stampOf(drafter) },
  }
  const comments = [one, { ...two, proposedWording: '' }, three, note]

  const shown = (who: typeof reviewer) =>
    Object.fromEntries(
      commentFilters.map((filter) => [
        filter,
        comments.flatMap((comment, index) => (passes(comment, filter, who.personId) ? [index] : [])),
      ]),
    )
  expect(shown(reviewer)).toEqual({
    all: [0, 1, 2, 3],
    mine: [0, 1, 2],
    essential: [0],
    proposals: [1],
    unsettled: [0, 2],
  })
  expect(shown(drafter)).toMatchObject({ mine: [3] })
  expect(shown(colleague)).toMatchObject({ mine: [] })
  expect(filterCounts(comments, reviewer.personId)).toEqual({
    all: 4,
    mine: 3,
    essential: 1,
    proposals: 1,
    unsettled: 2,
  })
})

const stampOf = ({ personId, displayName }: typeof drafter) => ({ personId, displayName })
