import {
  acknowledgeRewriting,
  applyRecord,
  cancelApproval,
  closeRound,
  commentKinds,
  countedComments,
  decideDispute,
  decideLateComment,
  defaultSettings,
  emptyMaterial,
  escalateDispute,
  flagMaterial,
  giveApproval,
  instant,
  isRefused,
  isRevealing,
  linkComments,
  lockMaterial,
  lodgeComment,
  materialShownTo,
  openRound,
  permitFinalising,
  reactToSettlement,
  recordShownTo,
  releaseSettlements,
  renameMaterial,
  returnApproval,
  returnSettlements,
  settleComments,
  settlementReleases,
  stampOf,
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
  type Decided,
  type DisputeId,
  type Material,
  type MaterialEvent,
  type MaterialRecord,
  type ReviewComment,
  type RoundId,
  type Settlement,
  type Sha256,
} from '@glosa/domain/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  administrator,
  colleague,
  councillor,
  drafter,
  materialId,
  partId,
  reader,
  reviewer,
  secretary,
  start,
  stranger,
  unitId,
} from '../support/people.ts'
import { economyHead, foundedWithSponsor, legalHead, sponsor, treasurer } from '../support/procedure.ts'

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

/** One try of somebody at something; numbers choose among what there is. */
interface Try {
  readonly what: (typeof acts)[number]
  readonly who: number
  readonly which: number
  readonly how: number
  readonly hours: number
}

const acts = [
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

/** What happened, kept apart from the model: the judge of the model. */
class Office {
  material: Material = emptyMaterial(materialId)
  readonly records: Pick<MaterialRecord, 'sequence' | 'at' | 'by' | 'events'>[] = []
  now = instant(start)
  /** The text now; approvals are of one of these. */
  text = 0
  /** Accepted passages that read differently now. */
  readonly rewritten = new Set<CommentId>()
  readonly lodged = new Map<CommentId, ReviewComment>()
  /** What each approver really approved: step and text of the version in work. */
  approved: { readonly stepId: string; readonly text: string }[] = []
  readonly sealed = new Set<BodyId>()
  made = 0
  locks = 0

  readonly isApprovalRequired: boolean
  readonly release: (typeof settlementReleases)[number]

  constructor(isApprovalRequired: boolean, release: (typeof settlementReleases)[number]) {
    this.isApprovalRequired = isApprovalRequired
    this.release = release
    this.happen(foundedWithSponsor[0], foundedWithSponsor[1])
  }

  hash = (): Sha256 => `${this.material.title.length}-${this.text}`.padEnd(64, '0') as Sha256
  id = <T extends string>(): T => `${this.made++}`.padStart(20, 'x') as T

  happen(by: Actor, events: readonly MaterialEvent[]): void {
    const record = { sequence: this.material.sequence + 1, at: this.now, by: stampOf(by), events }
    this.records.push(record)
    this.material = applyRecord(this.material, record)
    for (const event of events) if (event.type === 'comment-lodged') this.remember(event.commentId)
  }

  remember(id: CommentId): void {
    const comment = this.material.comments.get(id)
    if (comment) this.lodged.set(id, comment)
  }

  do(by: Actor, decided: Decided): boolean {
    if (isRefused(decided)) return false
    if (decided.length > 0) this.happen(by, decided)
    return true
  }
}

const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(1, from.length)]

function attempt(office: Office, { what, who, which, how, hours }: Try): void {
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

function lock(office: Office, by: Actor): void {
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
  judge(office, material, textHash)
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

/** Looks at a lock with other eyes than the decision did: through the whole history. */
function judge(office: Office, before: Material, textHash: Sha256): void {
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

/** Asked after every step, so without the matchers of the test runner. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

/** Nothing that was lodged is lost or changed but by its author, and nobody works in a locked text. */
function nothingLost({ material, lodged, sealed, approved }: Office): void {
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
function heardIsSeen(office: Office, by: Actor): void {
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

/** Plain walks, so that every random one meets settled, disputed, approved and locked materials too. */
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

const tries = (): fc.Arbitrary<readonly Try[]> => {
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

/** How often each act was more than an attempt. */
const happened = new Map<Try['what'], number>()

const run = (sequence: readonly Try[], required: boolean, release: (typeof settlementReleases)[number]): Office => {
  const office = new Office(required, release)
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
    fc.property(tries(), fc.boolean(), fc.constantFrom(...settlementReleases), (sequence, required, release) => {
      locks += run(sequence, required, release).locks
    }),
    { numRuns: 6_000, seed: 20_261_121 },
  )
  // Walks that never come to something would prove nothing about it.
  expect(locks).toBeGreaterThan(500)
  const silent = acts.filter((what) => (happened.get(what) ?? 0) < 20 && what !== 'rewrite' && what !== 'write')
  expect(silent).toEqual([])
}, 60_000)

it('[SE5] [DI1] whoever heard every announcement holds what a fresh look shows', () => {
  const listeners = [drafter, sponsor, secretary, reviewer, legalHead, councillor, reader]
  fc.assert(
    fc.property(
      tries(),
      fc.constantFrom(...settlementReleases),
      fc.constantFrom(...listeners),
      (sequence, release, by) => {
        heardIsSeen(run(sequence, false, release), by)
      },
    ),
    { numRuns: 600, seed: 20_261_122 },
  )
}, 60_000)
