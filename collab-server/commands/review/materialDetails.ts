import { writeBody } from '@glosa/domain/body'
import {
  addPart,
  changeDetails as decideDetails,
  giveIdentifiers as decideIdentifiers,
  handOver as decideHandOver,
  isRefused,
  mayAct,
  refused,
  removePart as decideRemove,
  renamePart as decideRename,
  stampOf,
  type Actor,
  type BodyId,
  type DetailsWish,
  type Material,
  type MaterialAccess,
  type MaterialId,
  type PartId,
  type PartKind,
  type PersonId,
  type Refused,
  type UnitId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend, type Done } from '../decideAndAppend.ts'
import { officePeople } from './people.ts'

/** Changes of a material's details, by ids; absent is unchanged. */
export interface DetailsByIds {
  readonly title?: string | undefined
  readonly sponsorId?: PersonId | null | undefined
  readonly leadUnitId?: UnitId | null | undefined
  readonly access?: MaterialAccess | undefined
}

/** Changes title, sponsor, lead unit and access. */
export const changeDetails = (context: CommandContext, actor: Actor, materialId: MaterialId, wish: DetailsByIds) =>
  decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const allowed = mayAct(actor, 'edit-details', material)
    if (isRefused(allowed)) return allowed
    const office = await officePeople(context)
    const { title, sponsorId, leadUnitId, access } = wish
    const sponsor = sponsorId ? office.stamp(sponsorId) : null
    if (sponsorId && !sponsor) return refused('invalid-input', { field: 'sponsorId' })
    const leadUnit = leadUnitId ? office.unit(leadUnitId) : null
    if (leadUnitId && !leadUnit) return refused('invalid-input', { field: 'leadUnitId' })
    const details: DetailsWish = {
      ...(title === undefined ? {} : { title }),
      ...(sponsorId === undefined ? {} : { sponsor }),
      ...(leadUnitId === undefined ? {} : { leadUnit }),
      ...(access === undefined ? {} : { access }),
    }
    return decideDetails(actor, material, details)
  })

/** Makes somebody else the drafter. */
export const handOver = (context: CommandContext, actor: Actor, materialId: MaterialId, personId: PersonId) =>
  decideAndAppend(context, stampOf(actor), materialId, async (material) => {
    const allowed = mayAct(actor, 'hand-over', material)
    if (isRefused(allowed)) return allowed
    const drafter = (await officePeople(context)).stamp(personId)
    return drafter ? decideHandOver(actor, material, drafter) : refused('invalid-input', { field: 'personId' })
  })

/** Enters č.j. and spisová značka by hand. */
export const giveIdentifiers = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  identifiers: Pick<Material, 'documentReference' | 'fileReference'>,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decideIdentifiers(actor, material, identifiers))

/** Adds a part with a text of its own: text first, event second; an orphan text is harmless. */
export async function addTextPart(
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  { kind, title }: { readonly kind: PartKind; readonly title: string },
): Promise<(Done & { readonly partId: PartId }) | Refused> {
  const loaded = await context.materials.load(materialId)
  if (!loaded) return refused('not-found')
  const allowed = mayAct(actor, 'edit-details', loaded.material)
  if (isRefused(allowed)) return allowed
  const [id, bodyId] = [context.newId<PartId>(), context.newId<BodyId>()]
  await context.live.found(bodyId, actor.personId, writeBody(context.templateDoc(loaded.material.template, kind)))
  const done = await decideAndAppend(context, stampOf(actor), materialId, (material) =>
    addPart(actor, material, { form: 'body', id, kind, title, bodyId }),
  )
  return isRefused(done) ? done : { ...done, partId: id }
}

/** Changes the title of a part. */
export const renamePart = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  partId: PartId,
  title: string,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decideRename(actor, material, partId, title))

/** Takes a part out that nobody commented on. */
export const removePart = (context: CommandContext, actor: Actor, materialId: MaterialId, partId: PartId) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decideRemove(actor, material, partId))
