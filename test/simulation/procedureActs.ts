import {
  acknowledgeRewriting,
  cancelApproval,
  closeRound,
  commentKinds,
  countedComments,
  decideDispute,
  decideLateComment,
  defaultSettings,
  escalateDispute,
  flagMaterial,
  giveApproval,
  instant,
  isRefused,
  linkComments,
  lockMaterial,
  lodgeComment,
  openRound,
  permitFinalising,
  reactToSettlement,
  releaseSettlements,
  renameMaterial,
  returnApproval,
  returnSettlements,
  settleComments,
  startApproval,
  startNewVersion,
  verdicts,
  voidApprovals,
  withdrawComment,
  withdrawDispute,
  withdrawSettlement,
  type Actor,
  type ApprovalRouteId,
  type BodyId,
  type CommentAnchor,
  type CommentId,
  type DisputeId,
  type Material,
  type RoundId,
  type Settlement,
  type Sha256,
} from '@glosa/domain/model'
import {
  administrator,
  colleague,
  councillor,
  drafter,
  partId,
  reader,
  reviewer,
  secretary,
  stranger,
  unitId,
} from '../support/people.ts'
import { economyHead, legalHead, sponsor, treasurer } from '../support/procedure.ts'
import { judgeLock } from './procedureJudge.ts'
import type { ProcedureOffice } from './procedureOffice.ts'

/** One try of somebody at something; numbers choose among what there is. */
export interface Try {
  readonly what: (typeof acts)[number]
  readonly who: number
  readonly which: number
  readonly how: number
  readonly hours: number
}

/** What people can try. */
export const acts = [
  'open-round',
  'close-round',
  'lodge',
  'withdraw',
  'link',
  'admit',
  'settle',
  'settle-all',
  'take-settlement-back',
  'release',
  'send-settlements-back',
  'agree',
  'insist',
  'escalate',
  'decide',
  'give-in',
  'permit',
  'rewrite',
  'acknowledge',
  'write',
  'rename',
  'flag',
  'start-approval',
  'approve',
  'return',
  'cancel',
  'notice',
  'lock',
  'start-version',
] as const

/** Has somebody try it; a refusal changes nothing. */
export function attempt(office: ProcedureOffice, { what, who, which, how, hours }: Try): void {
  const by = how % 8 === 0 ? (pick(people, who) ?? drafter) : (pick(whoFor[what] ?? people, who) ?? drafter)
  const { material } = office
  office.now = instant(office.now + hours * hourMs)
  const comments = [...material.comments.values()]
  const comment = pick(comments, which)
  const dispute = pick(material.disputes, which)
  const reactBy = instant(office.now + 48 * hourMs)
  const terms = { release: office.release, reactBy }
  const reason = how % 5 === 0 ? '' : 'Důvod.'
  const verdict = pick(verdicts, how) ?? 'accepted'
  const settlement: Settlement = verdict === 'accepted' ? { verdict } : { verdict, reason }
  const passage = { quote: `${office.text}` } as CommentAnchor
  switch (what) {
    case 'open-round':
      office.do(
        by,
        openRound(
          by,
          material,
          { roundId: office.id<RoundId>(), closesAt: instant(office.now + 24 * hourMs) },
          office.now,
        ),
      )
      return
    case 'close-round':
      office.do(by, closeRound(by, material))
      return
    case 'lodge':
      office.do(
        by,
        lodgeComment(
          by,
          material,
          {
            commentId: office.id<CommentId>(),
            kind: pick(commentKinds, how) ?? 'essential',
            visibility: how % 7 === 0 ? 'private' : null,
            place: { at: 'part', partId },
            text: 'Text.',
            justification: 'Protože.',
            proposedWording: null,
            asLate: how % 4 === 3,
          },
          office.now,
        ),
      )
      return
    case 'withdraw':
      if (comment) office.do(by, withdrawComment(by, material, comment.id))
      return
    case 'link': {
      const other = pick(comments, which + 1)
      if (comment && other) office.do(by, linkComments(by, material, comment.id, [other.id]))
      return
    }
    case 'admit':
      if (comment) office.do(by, decideLateComment(by, material, comment.id, how % 2 === 0, 'Důvod.'))
      return
    case 'settle':
    case 'settle-all': {
      const ids = what === 'settle' ? (comment ? [comment.id] : []) : countedComments(material).map(({ id }) => id)
      const passages = verdict.startsWith('accepted') ? new Map(comments.map(({ id }) => [id, passage])) : new Map()
      const decided = settleComments(by, material, ids, settlement, terms, { applied: new Set(), passages })
      if (office.do(by, decided) && !isRefused(decided)) {
        for (const event of decided) if (event.type === 'comment-settled') office.rewritten.delete(event.commentId)
      }
      return
    }
    case 'take-settlement-back':
      if (comment && office.do(by, withdrawSettlement(by, material, comment.id))) office.rewritten.delete(comment.id)
      return
    case 'release':
      if (
        office.do(by, releaseSettlements(by, material, null, reactBy, new Map(comments.map(({ id }) => [id, passage]))))
      ) {
        for (const { id, settled } of comments) if (!settled?.released) office.rewritten.delete(id)
      }
      return
    case 'send-settlements-back':
      if (comment) office.do(by, returnSettlements(by, material, [comment.id], reason))
      return
    case 'agree':
    case 'insist': {
      const wish = {
        reaction: what === 'agree' ? 'agreed' : 'insisted',
        reason,
        disputeId: office.id<DisputeId>(),
      } as const
      if (comment)
        office.do(by, reactToSettlement(by, material, comment.id, wish, defaultSettings.disputeLevels, office.now))
      return
    }
    case 'escalate':
      if (dispute) office.do(by, escalateDispute(by, material, dispute.id, reason))
      return
    case 'decide': {
      const ruling = how % 2 === 0 ? 'settlement-stands' : 'comment-upheld'
      if (dispute) office.do(by, decideDispute(by, material, dispute.id, { ruling, reason, resolution: '1/26' }))
      return
    }
    case 'give-in':
      if (dispute) office.do(by, withdrawDispute(by, material, dispute.id, null))
      return
    case 'permit':
      if (dispute) office.do(by, permitFinalising(by, material, [dispute.id], { reason, resolution: '2/26' }))
      return
    case 'rewrite':
      // Somebody edits an accepted passage: nothing but the text changes.
      if (material.state !== 'locked' && comment?.settled?.passage && comment.version > material.versions.length) {
        office.text++
        office.rewritten.add(comment.id)
      }
      return
    case 'acknowledge': {
      const found = [...office.rewritten].map((commentId) => ({ commentId, passage }))
      if (office.do(by, acknowledgeRewriting(by, material, found, reason))) office.rewritten.clear()
      return
    }
    case 'write':
      if (material.state !== 'locked') office.text++
      return
    case 'rename':
      office.do(by, renameMaterial(by, material, 'N'.repeat(1 + (how % 5))))
      return
    case 'flag':
      office.do(by, flagMaterial(by, material, how % 2 ? ['budget'] : [], ['budget']))
      return
    case 'start-approval':
      office.do(
        by,
        startApproval(by, material, {
          routeId: office.id<ApprovalRouteId>(),
          steps: routeSteps,
          textHash: office.hash(),
        }),
      )
      return
    case 'approve': {
      // Every third approver looks at an older text than the one that is there.
      const shown = how % 3 === 0 ? ('old'.padEnd(64, '0') as Sha256) : office.hash()
      const decided = giveApproval(by, material, null, shown, office.hash())
      if (!isRefused(decided)) {
        for (const event of decided) {
          if (event.type === 'approval-given') office.approved.push({ stepId: event.stepId, text: office.hash() })
        }
      }
      office.do(by, decided)
      return
    }
    case 'return':
      office.do(by, returnApproval(by, material, null, reason))
      return
    case 'cancel':
      office.do(by, cancelApproval(by, material))
      return
    case 'notice':
      if (material.state !== 'locked') office.do(secretary, voidApprovals(material, office.hash()))
      return
    case 'lock':
      lock(office, by)
      return
    case 'start-version': {
      const parts = material.parts.map((part) =>
        part.form === 'body' ? { ...part, bodyId: office.id<BodyId>() } : part,
      )
      if (office.do(by, startNewVersion(by, material, { reason, tabled: how % 2 === 0, parts }))) {
        office.approved = []
        office.rewritten.clear()
      }
      return
    }
  }
}

function lock(office: ProcedureOffice, by: Actor): void {
  const { material, now, rewritten } = office
  const textHash = office.hash()
  const facts = {
    now,
    textHash,
    rewritten: [...rewritten].filter((id) => mustHold(material, id)),
    isApprovalRequired: office.isApprovalRequired,
  }
  const version = {
    number: material.versions.length + 1,
    hash: textHash,
    parts: material.parts.map((part) => ({
      partId: part.id,
      kind: part.kind,
      title: part.title,
      bodyId: part.form === 'body' ? part.bodyId : null,
      gateSequence: 1,
      hash: textHash,
    })),
  }
  if (!office.do(by, lockMaterial(by, material, version, [], facts))) return
  office.locks++
  judgeLock(office, material, textHash)
  for (const part of material.parts) if (part.form === 'body') office.sealed.add(part.bodyId)
}

/** What the server looks for: accepted passages of released settlements of comments that count. */
const mustHold = (material: Material, id: CommentId): boolean => {
  const comment = material.comments.get(id)
  return (
    Boolean(comment?.settled?.released && comment.settled.passage) &&
    countedComments(material).some((one) => one.id === id)
  )
}

const people = [
  drafter,
  sponsor,
  secretary,
  reviewer,
  legalHead,
  economyHead,
  treasurer,
  colleague,
  councillor,
  reader,
  stranger,
  administrator,
]
const hourMs = 3_600_000
const routeSteps = [
  ...(defaultSettings.templates[0]?.approval.steps ?? []),
  {
    id: 'money',
    name: null,
    stage: 1,
    approver: { by: 'unit-head', unitId: unitId('treasury'), unitName: 'treasury' },
    flag: 'budget',
  },
] as const

/** Those who can do most of it come up more often, or little would ever happen. */
const whoFor: Readonly<Partial<Record<Try['what'], readonly Actor[]>>> = {
  'open-round': [drafter],
  'close-round': [drafter, secretary],
  lodge: [reviewer, legalHead, councillor, drafter],
  withdraw: [reviewer, legalHead],
  link: [drafter],
  admit: [drafter],
  settle: [drafter],
  'settle-all': [drafter],
  'take-settlement-back': [drafter],
  release: [drafter, sponsor],
  'send-settlements-back': [sponsor],
  agree: [reviewer, legalHead],
  insist: [reviewer, legalHead],
  escalate: [drafter, secretary, sponsor],
  decide: [secretary, sponsor],
  'give-in': [reviewer, legalHead],
  permit: [secretary],
  acknowledge: [drafter],
  rename: [drafter],
  flag: [drafter],
  'start-approval': [drafter, secretary],
  approve: [economyHead, sponsor, treasurer],
  return: [economyHead, sponsor],
  cancel: [drafter],
  lock: [secretary],
  'start-version': [drafter, secretary],
}

const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(1, from.length)]
