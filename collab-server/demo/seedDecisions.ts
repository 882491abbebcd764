import { isRefused, type Actor, type CommentId, type MaterialId, type UnitId } from '@glosa/domain/model'
import { closeRound } from '../commands/closeRound.ts'
import type { CommandContext } from '../commands/context.ts'
import { createMaterial } from '../commands/createMaterial.ts'
import { escalateDispute } from '../commands/decisions/escalateDispute.ts'
import { flagMaterial } from '../commands/decisions/flagMaterial.ts'
import { giveApproval } from '../commands/decisions/giveApproval.ts'
import { reactToSettlement } from '../commands/decisions/reactToSettlement.ts'
import { recordDisputeMeeting } from '../commands/decisions/recordDisputeMeeting.ts'
import { settleComments } from '../commands/decisions/settleComments.ts'
import { startApproval } from '../commands/decisions/startApproval.ts'
import { finishReview } from '../commands/finishReview.ts'
import { inviteParticipant } from '../commands/inviteParticipant.ts'
import { lodgeComment } from '../commands/lodgeComment.ts'
import { openRound } from '../commands/openRound.ts'
import { bridgeContract, giftTemplate, smallGifts, sportSubsidies, type DecisionPaper } from './decisionPapers.ts'
import { inYear, yearsSince } from './inYear.ts'
import { done, placeOf } from './seeding.ts'
import type { ReviewCast } from './seedReviews.ts'
import { atHour, stagesOf } from './stages.ts'

/**
 * What waits for decisions: an open dispute, a half-finished approval, and ten small papers for
 * one reviewed list of the governor. The office's route asks the treasury where the budget is touched.
 * @returns how many materials were made
 */
export async function seedDecisions(context: CommandContext, cast: ReviewCast): Promise<number> {
  await setRoute(context, cast)
  await seedDispute(context, cast)
  const { marks } = cast
  const bridge = await reviewed(context, cast, bridgeContract, marks.transport, cast.members[3])
  await approveBy(context, bridge, [cast.heads[marks.transport], cast.heads[marks.economy]], cast)
  const governor = cast.members.find((login) => login === 'hejtman') ?? cast.members[0]
  for (const paper of smallGifts) {
    const id = await reviewed(context, cast, paper, marks.director, governor)
    await approveBy(context, id, [cast.heads[marks.director], cast.heads[marks.economy]], cast)
  }
  return smallGifts.length + 2
}

/** Head of the lead unit, then the treasury if the budget is touched, then the sponsor. */
async function setRoute(context: CommandContext, cast: ReviewCast): Promise<void> {
  const administrator = [...cast.actors.values()].find(({ roles }) => roles.includes('administrator'))
  const { settings, sequence } = await context.settings.read()
  const template = settings.templates.find(({ id }) => id === 'council-material')
  const treasury = cast.units.find(({ mark }) => mark === cast.marks.economy)
  if (!administrator || !template || !treasury) throw new Error('the demo office cannot be set')
  const approver = { by: 'unit-head', unitId: treasury.id, unitName: treasury.name } as const
  const steps = [
    { id: 'lead-unit', name: null, stage: 1, approver: { by: 'lead-unit-head' }, flag: null },
    { id: 'treasury', name: 'Rozpočtové krytí', stage: 2, approver, flag: 'budget' },
    { id: 'sponsor', name: null, stage: 3, approver: { by: 'sponsor' }, flag: null },
  ] as const
  const approval = { isRequired: false, steps } as const
  const usual = { section: 'template', template: { ...template, approval } } as const
  const changed = done(await context.settings.change(administrator, sequence, usual))
  const parts = [
    { kind: 'cover-report', title: null },
    { kind: 'draft-resolution', title: null },
  ] as const
  const gift = { ...template, id: giftTemplate, name: 'Individuální dotace', parts, flags: ['budget'], approval }
  done(await context.settings.change(administrator, changed.sequence, { section: 'template', template: gift }))
}

async function seedDispute(context: CommandContext, cast: ReviewCast): Promise<void> {
  const { marks, drafters, heads } = cast
  const drafter = playing(cast, drafters[marks.schools])
  const treasurer = playing(cast, heads[marks.economy])
  const on = stagesOf(context)
  const opening = on(-12)
  const id = await found(opening, cast, sportSubsidies, drafter, marks.schools, cast.members[1])
  done(await inviteParticipant(opening, drafter, id, { unitId: unitOf(cast, marks.economy), right: 'comment' }))
  done(await inviteParticipant(opening, drafter, id, { unitId: unitOf(cast, marks.legal), right: 'comment' }))
  done(await openRound(opening, drafter, id, { closesAt: atHour(context.now(), -6, 12) }))
  const advance = await lodge(on(-9), cast, id, treasurer, {
    kind: 'essential',
    quote: 'se vyplácí zálohově v plné výši do 30 dnů od podpisu smlouvy',
    text: 'Záloha v plné výši je pro kraj rozpočtové riziko. Požadujeme vyplatit 60 % zálohou a zbytek po vyúčtování.',
    justification: 'V letech 2024 a 2025 kraj vymáhal 1,9 mil. Kč z nevyúčtovaných záloh.',
    proposedWording: 'se vyplácí zálohově ve výši 60 % do 30 dnů od podpisu smlouvy, zbytek po vyúčtování',
  })
  const amount = await lodge(on(-8), cast, id, playing(cast, heads[marks.legal]), {
    kind: 'advisory',
    quote: 'v termínu do 31. ledna 2027',
    text: 'Výzva musí být zveřejněna nejméně 30 dnů před zahájením příjmu žádostí; termín je těsný.',
    justification: null,
    proposedWording: 'v termínu do 15. ledna 2027',
  })
  done(await closeRound(on(-5), drafter, id))
  const settling = on(-5)
  done(await settleComments(settling, drafter, id, [amount], { verdict: 'accepted' }, true))
  const reason = 'Obce do 2 000 obyvatel nemají na předfinancování; riziko kryje zajišťovací bianco směnka.'
  done(await settleComments(settling, drafter, id, [advance], { verdict: 'not-accepted', reason }, false))
  const insisting = 'Směnku u obcí nelze vymáhat bez soudního řízení; na připomínce trváme.'
  const { material } = done(await reactToSettlement(on(-4), treasurer, id, advance, 'insisted', insisting))
  const [dispute] = material.disputes
  if (!dispute) throw new Error('insisting opens a dispute')
  done(
    await recordDisputeMeeting(on(-2), drafter, id, dispute.id, {
      heldAt: atHour(context.now(), -3, 12),
      present: `${drafter.displayName}, ${treasurer.displayName}`,
      conclusion: 'Odbory se shodly na povinném průběžném vyúčtování; na výši zálohy se neshodly.',
    }),
  )
  const passing = 'Na úrovni odborů nebylo dosaženo shody o výši zálohy.'
  done(await escalateDispute(on(-2), drafter, id, dispute.id, passing))
}

interface Remark {
  readonly kind: 'essential' | 'advisory'
  readonly quote: string
  readonly text: string
  readonly justification: string | null
  readonly proposedWording: string
}

async function lodge(
  context: CommandContext,
  cast: ReviewCast,
  id: MaterialId,
  by: Actor,
  written: Remark,
): Promise<CommentId> {
  const { quote, ...remark } = inYear(written, yearsSince(context.now()))
  const material = (await context.materials.load(id))?.material
  const part = material?.parts.find(({ kind }) => kind === 'draft-resolution')
  if (!part) throw new Error(`the demo unit ${cast.marks.schools} wrote no resolution`)
  const commentId = context.newId<CommentId>()
  const place = await placeOf(context, id, part, quote)
  done(await lodgeComment(context, by, id, { commentId, visibility: null, place, ...remark }))
  return commentId
}

/** A paper whose round ended without comments and that was sent out for approval. */
async function reviewed(
  context: CommandContext,
  cast: ReviewCast,
  paper: DecisionPaper,
  mark: string,
  sponsor: string | undefined,
): Promise<MaterialId> {
  const { marks, drafters, heads } = cast
  const drafter = playing(cast, drafters[mark])
  const on = stagesOf(context)
  const opening = on(-9)
  const id = await found(opening, cast, paper, drafter, mark, sponsor)
  done(await inviteParticipant(opening, drafter, id, { unitId: unitOf(cast, marks.legal), right: 'comment' }))
  done(await openRound(opening, drafter, id, { closesAt: atHour(context.now(), -4, 12) }))
  done(await finishReview(on(-6), playing(cast, heads[marks.legal]), id, true))
  done(await closeRound(on(-3), drafter, id))
  // The template of gifts says so for all of them.
  if (!paper.templateId) done(await flagMaterial(on(-3), drafter, id, ['budget']))
  done(await startApproval(on(-3), drafter, id))
  return id
}

/** Approves in the name of those whom the route asks at that time; who is not asked is passed over. */
async function approveBy(
  context: CommandContext,
  id: MaterialId,
  logins: readonly (string | undefined)[],
  cast: ReviewCast,
): Promise<void> {
  const on = stagesOf(context)
  for (const login of logins) {
    const material = (await context.materials.load(id))?.material
    if (!material) throw new Error('the demo material is there')
    const hash = done(await context.texts.hash(material))
    const given = await giveApproval(on(-2), playing(cast, login), id, hash, null)
    if (isRefused(given) && given.refused !== 'approval-not-asked') done(given)
  }
}

async function found(
  context: CommandContext,
  cast: ReviewCast,
  paper: DecisionPaper,
  drafter: Actor,
  mark: string,
  sponsor: string | undefined,
): Promise<MaterialId> {
  const { title, parts, templateId } = inYear(paper, yearsSince(context.now()))
  const founding: CommandContext = {
    ...context,
    templateDoc: (template, kind) => parts[kind as keyof DecisionPaper['parts']] ?? context.templateDoc(template, kind),
  }
  const wish = {
    title,
    template: 'council-material',
    templateId,
    leadUnitId: unitOf(cast, mark),
    sponsorId: playing(cast, sponsor).personId,
  } as const
  return done(await createMaterial(founding, drafter, wish)).material.id
}

function playing({ actors }: ReviewCast, login: string | undefined): Actor {
  const actor = actors.get(login ?? '')
  if (!actor) throw new Error(`the demo office has nobody called ${login ?? ''}`)
  return actor
}

function unitOf({ units }: ReviewCast, mark: string): UnitId {
  const unit = units.find((one) => one.mark === mark)
  if (!unit) throw new Error(`the demo office has no unit ${mark}`)
  return unit.id
}
