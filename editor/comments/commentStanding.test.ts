import {
  reactToSettlement,
  settleComments,
  type Actor,
  type DisputeId,
  type Instant,
  type ReactionKind,
} from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import {
  actor,
  closed,
  colleague,
  commentId,
  drafter,
  hours,
  opened,
  reader,
  reviewer,
  secretary,
  stranger,
} from '../../test/support/people.ts'
import { foundedWithSponsor, legalHead, lodgedAs, Procedure, sponsor } from '../../test/support/procedure.ts'
import { standingsOf } from './commentStanding.ts'

const reactBy = hours(72)
const declined = { verdict: 'not-accepted', reason: 'Zákon to nedovoluje.' } as const
const disputeId = 'd'.repeat(20) as DisputeId
const level = { id: 'board', name: null, decider: { by: 'role', role: 'secretary' } } as const

function settled(release: 'at-once' | 'by-sponsor' = 'at-once') {
  const procedure = new Procedure(foundedWithSponsor, opened, lodgedAs('one', 'essential'), closed)
  procedure.do(drafter, settleComments(drafter, procedure.material, [commentId('one')], declined, { release, reactBy }))
  return procedure
}

function standing({ material }: Procedure, who: Actor = reviewer, now: Instant = hours(2), word = 'one') {
  const comment = material.comments.get(commentId(word))
  if (!comment) throw new Error('the comment is there')
  return standingsOf(who, material, now)(comment)
}

const react = (procedure: Procedure, reaction: ReactionKind) =>
  procedure.do(
    reviewer,
    reactToSettlement(
      reviewer,
      procedure.material,
      commentId('one'),
      { reaction, reason: reaction === 'insisted' ? 'Trváme na svém.' : null, disputeId },
      [level],
      hours(2),
    ),
  )

describe('how a comment stands', () => {
  it('[UD3] its author and the head of their unit are asked, nobody else', () => {
    const procedure = settled()
    for (const who of [reviewer, legalHead]) expect(standing(procedure, who).mayReact, who.displayName).toBe(true)
    const others = [drafter, colleague, sponsor, secretary, reader, stranger, actor('clerk', 'legal')]
    for (const who of others) expect(standing(procedure, who).mayReact, who.displayName).toBe(false)
  })

  it('[UD3] nobody is asked of what is only prepared, after the deadline, or twice', () => {
    expect(standing(settled('by-sponsor')).mayReact).toBe(false)
    expect(standing(settled(), reviewer, hours(73))).toMatchObject({ reaction: 'silent', mayReact: false })
    const agreed = settled()
    react(agreed, 'agreed')
    expect(standing(agreed)).toMatchObject({ reaction: 'agreed', mayReact: false, dispute: null })
  })

  it('[UD10] insisting shows the dispute that it opened', () => {
    const procedure = settled()
    react(procedure, 'insisted')
    expect(standing(procedure)).toMatchObject({
      reaction: 'insisted',
      mayReact: false,
      isDisputeOpen: true,
      dispute: { number: 1, reason: 'Trváme na svém.' },
    })
  })

  it('[UD10] linked comments name each other by number', () => {
    const procedure = new Procedure(
      foundedWithSponsor,
      opened,
      lodgedAs('one', 'essential'),
      lodgedAs('two', 'advisory', legalHead, 2),
      closed,
      [drafter, [{ type: 'comments-linked', commentId: commentId('one'), duplicates: [commentId('two')] }]],
    )
    expect(standing(procedure).duplicates).toEqual([2])
    expect(standing(procedure, reviewer, hours(2), 'two').linkedTo).toBe(1)
  })
})
