import { writeBody } from '@glosa/domain/body'
import {
  createMaterial as decide,
  isRefused,
  mayCreateMaterial,
  refused,
  stampOf,
  type Actor,
  type BodyId,
  type MaterialAccess,
  type MaterialId,
  type Part,
  type PartId,
  type PartKind,
  type PersonId,
  type PersonStamp,
  type Refused,
  type Template,
  type UnitId,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { appendFirst, type Done } from './decideAndAppend.ts'

/** Czech titles of the parts, as they are printed where the office set none (domain.md §2). */
const partTitles: Readonly<Record<PartKind, string>> = {
  'cover-report': 'Předkládací zpráva',
  'draft-resolution': 'Návrh usnesení',
  'explanatory-report': 'Důvodová zpráva',
  directive: 'Vnitřní předpis',
  annex: 'Příloha',
}

/** What a new material starts from. */
export interface MaterialWish {
  readonly title: string
  readonly template: Template
  /** The office's own template; absent for the usual one of `template`. */
  readonly templateId?: string | undefined
  readonly leadUnitId: UnitId | null
  readonly sponsorId: PersonId | null
  readonly access?: MaterialAccess
}

/** Founds a material: number, parts with their first texts, then the event. An orphan text is harmless. */
export async function createMaterial(
  context: CommandContext,
  actor: Actor,
  wish: MaterialWish,
): Promise<Done | Refused> {
  const allowed = mayCreateMaterial(actor)
  if (isRefused(allowed)) return allowed
  const { people, units } = await context.projections.directory()
  const leadUnit = units.find(({ id }) => id === wish.leadUnitId) ?? null
  if (wish.leadUnitId !== null && !leadUnit) return refused('invalid-input', { field: 'leadUnitId' })
  const person = people.find(({ id }) => id === wish.sponsorId)
  if (wish.sponsorId !== null && !person) return refused('invalid-input', { field: 'sponsorId' })
  const sponsor: PersonStamp | null = person
    ? {
        personId: person.id,
        displayName: person.displayName,
        unitId: person.unitId,
        unitName: units.find(({ id }) => id === person.unitId)?.name ?? null,
      }
    : null

  const { settings } = await context.settings.read()
  const setting = settings.templates.find(({ id }) => id === (wish.templateId ?? wish.template))
  if (!setting?.isOffered || setting.base !== wish.template) return refused('template-not-found')
  const materialId = context.newId<MaterialId>()
  const parts: Part[] = []
  for (const { kind, title } of setting.parts) {
    const bodyId = context.newId<BodyId>()
    await context.live.found(bodyId, actor.personId, writeBody(context.templateDoc(wish.template, kind)))
    parts.push({ form: 'body', id: context.newId<PartId>(), kind, title: title ?? partTitles[kind], bodyId })
  }
  const year = new Date(context.now()).getUTCFullYear()
  const serial = await context.projections.nextNumber('MAT', year)
  const number = `MAT-${year}-${String(serial).padStart(4, '0')}`
  const events = decide(actor, {
    number,
    title: wish.title,
    template: wish.template,
    templateId: setting.id,
    flags: setting.flags,
    parts,
    sponsor,
    leadUnit,
    ...(wish.access ? { access: wish.access } : {}),
  })
  return isRefused(events) ? events : appendFirst(context, stampOf(actor), materialId, events)
}
