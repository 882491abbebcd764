import { noticeKinds, type CommentId, type MaterialId } from '@glosa/domain/model'
import { expect, it } from 'vitest'
import { noticeTarget } from './noticeTarget.ts'

const materialId = 'm'.repeat(20) as MaterialId
const comment = (name: string) => ({ commentId: name as CommentId, number: 1 })

it.each([
  ['mentioned', ['a'], { screen: 'material', materialId, commentId: 'a' }],
  ['comment-lodged', ['a', 'b'], { screen: 'settlement', materialId }],
  ['comment-lodged', [], { screen: 'material', materialId, commentId: null }],
  ['reaction-awaited', ['a'], { screen: 'material', materialId, commentId: 'a' }],
  ['reaction-awaited', ['a', 'b'], { screen: 'settlement', materialId }],
  ['dispute-opened', ['a'], { screen: 'completion', materialId }],
  ['approval-awaited', [], { screen: 'completion', materialId }],
  ['delivery-rejected', [], { screen: 'versions', materialId }],
  ['invited', [], { screen: 'material', materialId, commentId: null }],
] as const)('[UN5] %s about %j leads to its place', (kind, comments, target) => {
  expect(noticeTarget({ kind, materialId, comments: comments.map(comment) })).toEqual(target)
})

it('[UN5] what is about the office itself leads to its seals, and nothing leads nowhere', () => {
  expect(noticeTarget({ kind: 'seal-expires', materialId: null, comments: [] })).toEqual({ screen: 'seals' })
  const certificate = noticeTarget({ kind: 'records-certificate-renew', materialId: null, comments: [] })
  expect(certificate).toEqual({ screen: 'records-systems' })
  for (const kind of noticeKinds) {
    expect(noticeTarget({ kind, materialId, comments: [] })).toMatchObject({ materialId })
  }
})
