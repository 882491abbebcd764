import {
  applyRecord,
  countedComments,
  emptyMaterial,
  isRevealing,
  materialShownTo,
  recordShownTo,
  type Actor,
  type Material,
  type ReviewComment,
  type Sha256,
} from '@glosa/domain/model'
import { expect } from 'vitest'
import { materialId } from '../support/people.ts'
import type { ProcedureOffice } from './procedureOffice.ts'

/** Looks at a lock with other eyes than the decision did: through the whole history. */
export function judgeLock(office: ProcedureOffice, before: Material, textHash: Sha256): void {
  const history = office.records.flatMap(({ events }) => events)
  expect(before.state).not.toBe('locked')
  for (const comment of countedComments(before)) {
    expect(comment.settled?.released, `comment ${comment.number} was locked unsettled`).toBeTruthy()
    const { settled, kind, version } = comment
    const awaited = settled && !settled.reaction && settled.reactBy !== null && office.now <= settled.reactBy
    if (kind === 'essential' && version === before.versions.length + 1 && settled?.settlement.verdict !== 'accepted') {
      expect(awaited, 'locked while an essential comment could still be insisted on').toBe(false)
    }
  }
  for (const event of history) {
    if (event.type !== 'dispute-opened') continue
    const ended = history.some(
      (later) =>
        ['dispute-decided', 'dispute-withdrawn', 'dispute-settled'].includes(later.type) &&
        'disputeId' in later &&
        later.disputeId === event.disputeId,
    )
    const permitted = history.some(
      (later) => later.type === 'finalising-permitted' && later.disputeIds.includes(event.disputeId),
    )
    const gone = event.commentIds.every((id) =>
      history.some((later) => later.type === 'comment-withdrawn' && later.commentId === id),
    )
    expect(ended || permitted || gone, `locked over dispute ${event.number}`).toBe(true)
  }
  const route = before.approvalRoute
  if (office.isApprovalRequired) expect(route?.ended ?? null, 'locked without the demanded approval').toBeNull()
  if (!route || route.ended) return
  for (const step of route.steps) {
    if (step.flag !== null && !before.flags.includes(step.flag)) continue
    const isApproved = office.approved.some(({ stepId, text }) => stepId === step.id && text === textHash)
    expect(isApproved, `locked although nobody approved this text in step ${step.id}`).toBe(true)
  }
}

/** Nothing that was lodged is lost or changed but by its author, and nobody works in a locked text. */
export function nothingLost({ material, lodged, sealed, approved }: ProcedureOffice): void {
  for (const [id, then] of lodged) {
    const now = material.comments.get(id)
    must(now !== undefined, `comment ${id} was lost`)
    must(now?.text === then.text && now.by === then.by && now.place === then.place, `comment ${id} was changed`)
    must(now?.version === then.version, `comment ${id} went to another version`)
  }
  for (const part of material.parts) {
    const isFree = part.form === 'file' || material.state === 'locked' || !sealed.has(part.bodyId)
    must(isFree, 'a locked text is worked on')
  }
  for (const { voided, version, stepId, textHash } of material.approvals) {
    if (voided !== null || version !== material.versions.length + 1) continue
    const isReal = approved.some((one) => one.stepId === stepId && one.text === textHash)
    must(isReal, 'an approval that nobody gave')
  }
}

/** What a browser holds that heard every announcement is what a fresh look shows. */
export function heardIsSeen(office: ProcedureOffice, by: Actor): void {
  let before = emptyMaterial(materialId)
  let heard = emptyMaterial(materialId)
  for (const record of office.records) {
    const after = applyRecord(before, record)
    const shown = recordShownTo(by, record, after, isRevealing(record) ? { before, after } : undefined)
    if (shown) heard = applyRecord(heard, shown)
    before = after
  }
  const seen = materialShownTo(by, office.material)
  expect([...heard.comments.values()].sort(byId)).toEqual([...seen.comments.values()].sort(byId))
  expect(heard.disputes.map(({ id, outcome, level }) => [id, outcome?.kind, level])).toEqual(
    seen.disputes.map(({ id, outcome, level }) => [id, outcome?.kind, level]),
  )
}

const byId = (a: ReviewComment, b: ReviewComment) => (a.id < b.id ? -1 : 1)

/** Asked after every step, so without the matchers of the test runner. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}
