import { expect, it } from 'vitest'
import { noVote, typedVote, voteOf } from './VoteFields.tsx'

it('[UM2] votes are read as they were typed, an empty field as nobody, and nothing at all as no vote', () => {
  expect(voteOf(noVote)).toBeNull()
  expect(voteOf({ for: '7', against: '', abstained: ' 2 ' })).toEqual({ for: 7, against: 0, abstained: 2 })
  expect(voteOf({ for: '0', against: '', abstained: '' })).toEqual({ for: 0, against: 0, abstained: 0 })
  for (const wrong of ['x', '-1', '1.5', '12345']) expect(voteOf({ ...noVote, against: wrong })).toBeUndefined()
  const vote = { for: 5, against: 1, abstained: 0 }
  expect(voteOf(typedVote(vote))).toEqual(vote)
  expect(typedVote(null)).toEqual(noVote)
})
