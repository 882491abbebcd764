import {
  type Actor,
  type CommentId,
  type CommentKind,
  type JsonObject,
  type Material,
  type MaterialId,
  type Unit,
  type UnitId,
  stampOf,
} from '@glosa/domain/model'
import { closeRound } from '../commands/closeRound.ts'
import type { CommandContext } from '../commands/context.ts'
import { createMaterial } from '../commands/createMaterial.ts'
import { settleComments } from '../commands/decisions/settleComments.ts'
import { finishReview } from '../commands/finishReview.ts'
import { lodgeComment } from '../commands/lodgeComment.ts'
import { openRound } from '../commands/openRound.ts'
import { replyToComment } from '../commands/replyToComment.ts'
import { decideLateComment, editComment, linkComments } from '../commands/review/commentActs.ts'
import { changeDetails } from '../commands/review/materialDetails.ts'
import type { Substitutions } from '../commands/review/substitutions.ts'
import { mergeUnitComments, rejectUnitComment, sendUnitSet } from '../commands/review/unitSet.ts'
import type { DemoCast } from './demoCast.ts'
import { documentsDirective, vehiclesDirective } from './reviews.ts'
import { inYear, yearsSince } from './inYear.ts'
import { done, placeOf } from './seeding.ts'
import { atHour, stagesOf } from './stages.ts'

/** Who plays in the demo's reviews. */
export interface ReviewCast extends DemoCast {
  readonly actors: ReadonlyMap<string, Actor>
  readonly units: readonly Unit[]
}

/** A comment of a demo review. */
interface Remark {
  readonly kind: CommentKind
  readonly quote: string | null
  readonly text: string
  readonly justification?: string
  readonly proposedWording?: string
  readonly asLate?: boolean
}

/**
 * Two directives whose reviews show what plain ones do not: rounds under terms, units that answer
 * through their heads, a late comment, duplicates, a substitution.
 * @returns how many materials were made
 */
export async function seedReviews(
  context: CommandContext,
  substitutions: Pick<Substitutions, 'set'>,
  cast: ReviewCast,
): Promise<number> {
  await seedTwoRounds(context, cast)
  await seedUnitSets(context, substitutions, cast)
  return 2
}

async function seedTwoRounds(context: CommandContext, cast: ReviewCast): Promise<void> {
  const { marks, drafters, heads } = cast
  const drafter = playing(cast, drafters[marks.economy])
  const head = (mark: string) => playing(cast, heads[mark])
  const on = stagesOf(context)
  const long = on(-24)
  const material = await found(long, drafter, documentsDirective, unitOf(cast, marks.economy))
  const asked = (mark: string, obligation: 'mandatory' | 'optional') => ({
    unitId: unitOf(cast, mark),
    obligation,
    closesAt: null,
  })
  const plain = {
    consolidation: 'direct',
    audience: 'participants',
    shortenedBecause: null,
    remindWorkingDays: 1,
  } as const
  done(
    await openRound(long, drafter, material.id, {
      closesAt: atHour(context.now(), -10, 12),
      terms: {
        ...plain,
        invited: [
          asked(marks.schools, 'mandatory'),
          asked(marks.property, 'mandatory'),
          asked(marks.transport, 'mandatory'),
          asked(marks.social, 'optional'),
        ],
        disclosure: 'at-once',
        scope: 'all',
      },
    }),
  )
  const during = on(-15)
  const say = (by: Actor, remark: Remark, when = during) => remarkOn(when, by, material, remark)
  const shorter = await say(head(marks.schools), {
    kind: 'essential',
    quote: 'nejpozději třetí pracovní den',
    text: 'Školské příspěvkové organizace předávají doklady jednou týdně; třídenní lhůtu nelze dodržet.',
    justification: 'Spisovna škol odesílá zásilky v pondělí a ve čtvrtek.',
    proposedWording: 'nejpozději pátý pracovní den',
  })
  const same = await say(head(marks.transport), {
    kind: 'advisory',
    quote: 'nejpozději třetí pracovní den',
    text: 'Lhůtu doporučujeme prodloužit, cestmistrovství posílají doklady souhrnně.',
  })
  const contract = await say(head(marks.property), {
    kind: 'advisory',
    quote: 'Doklad bez uvedeného čísla smlouvy vrací ekonomický odbor zpět k doplnění.',
    text: 'U nákupů do 50 tis. Kč smlouva není; doplnit, že postačí číslo objednávky.',
    proposedWording: 'Doklad bez čísla smlouvy nebo objednávky vrací ekonomický odbor zpět k doplnění.',
  })
  const late = await say(
    head(marks.social),
    { kind: 'advisory', quote: null, text: 'Prosíme doplnit postup pro zálohy sociálním zařízením.', asLate: true },
    on(-9),
  )
  const after = on(-8)
  done(await closeRound(after, drafter, material.id))
  done(await decideLateComment(after, drafter, material.id, late, { admitted: true, reason: null }))
  done(await linkComments(after, drafter, material.id, shorter, [same]))
  done(await settleComments(after, drafter, material.id, [shorter], { verdict: 'accepted' }, true))
  done(await settleComments(after, drafter, material.id, [contract], { verdict: 'accepted' }, true))
  done(
    await settleComments(
      after,
      drafter,
      material.id,
      [late],
      { verdict: 'explained', reason: 'Zálohy upravuje samostatná směrnice č. 4/2024.' },
      false,
    ),
  )

  const again = on(-2)
  done(
    await openRound(again, drafter, material.id, {
      closesAt: atHour(context.now(), 4, 12),
      terms: {
        ...plain,
        invited: [
          asked(marks.schools, 'mandatory'),
          asked(marks.property, 'mandatory'),
          asked(marks.audit, 'optional'),
        ],
        disclosure: 'after-deadline',
        scope: 'changed',
      },
    }),
  )
  await say(
    head(marks.property),
    { kind: 'editorial', quote: 'čísla smlouvy nebo objednávky', text: 'Za slovo objednávky vložit čárku.' },
    on(-1),
  )
  done(await finishReview(on(-1), head(marks.schools), material.id, true))
}

async function seedUnitSets(
  context: CommandContext,
  substitutions: Pick<Substitutions, 'set'>,
  cast: ReviewCast,
): Promise<void> {
  const { marks, drafters, heads } = cast
  const drafter = playing(cast, drafters[marks.director])
  const on = stagesOf(context)
  const earlier = on(-3)
  const material = await found(earlier, drafter, vehiclesDirective, unitOf(cast, marks.director))
  done(await changeDetails(earlier, drafter, material.id, { access: 'office' }))
  const asked = (mark: string, obligation: 'mandatory' | 'optional', days: number | null = null) => ({
    unitId: unitOf(cast, mark),
    obligation,
    closesAt: days === null ? null : atHour(context.now(), days, 12),
  })
  done(
    await openRound(earlier, drafter, material.id, {
      closesAt: atHour(context.now(), 5, 12),
      terms: {
        invited: [
          asked(marks.legal, 'mandatory', 7),
          asked(marks.property, 'mandatory'),
          asked(marks.transport, 'mandatory'),
          asked(marks.economy, 'mandatory'),
          asked(marks.it, 'optional'),
        ],
        consolidation: 'by-head',
        disclosure: 'at-once',
        audience: 'office',
        scope: 'all',
        shortenedBecause: null,
        remindWorkingDays: 1,
      },
    }),
  )
  const say = (by: Actor, remark: Remark) => remarkOn(on(-2), by, material, remark)
  const now = on(-1)

  // The legal unit is still drafting: nobody else sees any of it.
  const legalHead = playing(cast, heads[marks.legal])
  const [first, second] = staffOf(cast, marks.legal)
  const damage = await say(first, {
    kind: 'essential',
    quote: 'Řidič odpovídá za škodu na vozidle v plné výši.',
    text: 'Odpovědnost zaměstnance za škodu omezuje zákoník práce; v plné výši ji předpis zaměstnavatele uložit nemůže.',
    justification: '§ 257 odst. 2 zákona č. 262/2006 Sb., zákoník práce.',
    proposedWording: 'Řidič odpovídá za škodu na vozidle podle zákoníku práce.',
  })
  const limit = await say(second, {
    kind: 'advisory',
    quote: 'Řidič odpovídá za škodu na vozidle v plné výši.',
    text: 'Náhrada škody z nedbalosti je omezena čtyřapůlnásobkem průměrného výdělku.',
  })
  const style = await say(second, {
    kind: 'editorial',
    quote: 'Dosavadní pravidla z roku 2015',
    text: 'Uvést číslo a název dosavadních pravidel.',
  })
  done(await replyToComment(now, legalHead, material.id, damage, 'Souhlasím, spojíme s připomínkou kolegy Beneše.'))
  done(await mergeUnitComments(now, legalHead, material.id, damage, [limit]))
  done(await rejectUnitComment(now, legalHead, material.id, style, 'Doplní zpracovatel, není třeba uplatňovat.'))

  // The property unit has sent its set, worded by the head.
  const propertyHead = playing(cast, heads[marks.property])
  const [clerk] = staffOf(cast, marks.property)
  const report = await say(clerk, {
    kind: 'advisory',
    quote: 'bez zbytečného odkladu',
    text: 'Dát lhůtu, jinak to nikdo nehlásí.',
    proposedWording: 'nejpozději následující pracovní den',
  })
  done(
    await editComment(now, propertyHead, material.id, report, {
      kind: 'advisory',
      text: 'Doporučujeme stanovit lhůtu pro hlášení poškození, aby bylo možné uplatnit pojistnou událost včas.',
      justification: 'Pojistná smlouva požaduje oznámení do tří pracovních dnů.',
      proposedWording: 'nejpozději následující pracovní den',
    }),
  )
  const property = unitOf(cast, marks.property)
  done(await sendUnitSet(now, propertyHead, material.id, { unitId: property, withoutComments: false, asLate: false }))

  // The head of the transport unit is away; the deputy answers.
  const transportHead = playing(cast, heads[marks.transport])
  const deputy = playing(cast, drafters[marks.transport])
  const [from, until] = [atHour(context.now(), -3, 0), atHour(context.now(), 7, 0)]
  const absence = { absentId: transportHead.personId, deputyId: deputy.personId, from, until }
  done(await substitutions.set(transportHead, { ...absence, reason: 'Dovolená' }))
  const standingIn = { ...deputy, standsFor: [{ person: stampOf(transportHead), roles: transportHead.roles, until }] }
  const transport = unitOf(cast, marks.transport)
  done(await sendUnitSet(now, standingIn, material.id, { unitId: transport, withoutComments: true, asLate: false }))
}

async function found(
  context: CommandContext,
  drafter: Actor,
  { title, text }: { readonly title: string; readonly text: JsonObject },
  leadUnitId: UnitId,
): Promise<Material> {
  const years = yearsSince(context.now())
  const founding = { ...context, templateDoc: () => inYear(text, years) }
  const wish = { title, template: 'internal-directive', leadUnitId, sponsorId: null } as const
  return done(await createMaterial(founding, drafter, wish)).material
}

async function remarkOn(
  context: CommandContext,
  by: Actor,
  { id, parts }: { readonly id: MaterialId; readonly parts: Material['parts'] },
  written: Remark,
): Promise<CommentId> {
  const { kind, quote, text, justification, proposedWording, asLate } = inYear(written, yearsSince(context.now()))
  const [part] = parts
  if (!part) throw new Error('a directive has its text')
  const commentId = context.newId<CommentId>()
  const place = await placeOf(context, id, part, quote)
  done(
    await lodgeComment(context, by, id, {
      commentId,
      kind,
      visibility: null,
      place,
      text,
      justification: justification ?? null,
      proposedWording: proposedWording ?? null,
      ...(asLate ? { asLate } : {}),
    }),
  )
  return commentId
}

function playing({ actors }: ReviewCast, login: string | undefined): Actor {
  const found = actors.get(login ?? '')
  if (!found) throw new Error(`the demo office has nobody called ${login ?? ''}`)
  return found
}

function unitOf({ units }: ReviewCast, mark: string): UnitId {
  const found = units.find((unit) => unit.mark === mark)
  if (!found) throw new Error(`the demo office has no unit ${mark}`)
  return found.id
}

/** Two members of a unit who are not its head. */
function staffOf(cast: ReviewCast, mark: string): readonly [Actor, Actor] {
  const unitId = unitOf(cast, mark)
  const [first, second] = [...cast.actors.values()].filter(
    (actor) => actor.unitId === unitId && !actor.roles.includes('unit-head'),
  )
  if (!first || !second) throw new Error(`the demo unit ${mark} has too few people`)
  return [first, second]
}
