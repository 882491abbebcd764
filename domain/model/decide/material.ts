import type { MaterialEvent } from '../events.ts'
import type { PartId } from '../ids.ts'
import {
  participantIdOf,
  type Invitation,
  type Material,
  type MaterialAccess,
  type Part,
  type Picture,
  type Template,
} from '../material.ts'
import type { Actor, PersonStamp, Unit } from '../people.ts'
import { mayAct, mayCreateMaterial } from '../policy.ts'
import { isRefused, refused } from '../refusals.ts'
import type { Decided } from './decided.ts'

/** Decides the founding of a material with its first parts. */
export function createMaterial(
  actor: Actor,
  wish: {
    readonly number: string
    readonly title: string
    readonly template: Template
    readonly parts: readonly Part[]
    readonly sponsor: PersonStamp | null
    readonly leadUnit: Unit | null
    readonly access?: MaterialAccess
    /** The office's template and the flags that its materials carry from the start. */
    readonly templateId?: string
    readonly flags?: readonly string[]
  },
): Decided {
  const allowed = mayCreateMaterial(actor)
  if (isRefused(allowed)) return allowed
  return [
    {
      type: 'material-created',
      number: wish.number,
      title: wish.title,
      template: wish.template,
      sponsor: wish.sponsor,
      leadUnitId: wish.leadUnit?.id ?? null,
      leadUnitName: wish.leadUnit?.name ?? null,
      ...(wish.access ? { access: wish.access } : {}),
      ...(wish.templateId === undefined ? {} : { templateId: wish.templateId }),
      ...(wish.flags && wish.flags.length > 0 ? { flags: wish.flags } : {}),
    },
    ...wish.parts.map((part): MaterialEvent => ({ type: 'part-added', part })),
  ]
}

export function renameMaterial(actor: Actor, material: Material, title: string): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  if (isRefused(allowed)) return allowed
  return title === material.title ? [] : [{ type: 'material-renamed', title }]
}

/** What can be changed about a material besides its texts; absent is unchanged. */
export interface DetailsWish {
  readonly title?: string
  readonly sponsor?: PersonStamp | null
  readonly leadUnit?: Unit | null
  readonly access?: MaterialAccess
}

/** Changes title, sponsor, lead unit and access in one act. */
export function changeDetails(actor: Actor, material: Material, wish: DetailsWish): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  if (isRefused(allowed)) return allowed
  const { title, sponsor, leadUnit, access } = wish
  const events: MaterialEvent[] = []
  if (title !== undefined && title !== material.title) events.push({ type: 'material-renamed', title })
  if (sponsor !== undefined && sponsor?.personId !== material.sponsor?.personId) {
    events.push({ type: 'sponsor-named', sponsor })
  }
  if (leadUnit !== undefined && (leadUnit?.id ?? null) !== material.leadUnitId) {
    events.push({ type: 'lead-unit-named', leadUnitId: leadUnit?.id ?? null, leadUnitName: leadUnit?.name ?? null })
  }
  if (access !== undefined && access !== material.access) events.push({ type: 'access-changed', access })
  return events
}

/** Makes somebody else the drafter: when work moves, or when the drafter left the office. */
export function handOver(actor: Actor, material: Material, drafter: PersonStamp): Decided {
  const allowed = mayAct(actor, 'hand-over', material)
  if (isRefused(allowed)) return allowed
  return drafter.personId === material.drafter.personId ? [] : [{ type: 'drafter-changed', drafter }]
}

/** č.j. and spisová značka, when no records system gives them by itself. */
export function giveIdentifiers(
  actor: Actor,
  material: Material,
  { documentReference, fileReference }: Pick<Material, 'documentReference' | 'fileReference'>,
): Decided {
  const allowed = mayAct(actor, 'give-identifiers', material)
  if (isRefused(allowed)) return allowed
  const isSame = documentReference === material.documentReference && fileReference === material.fileReference
  return isSame ? [] : [{ type: 'identifiers-given', documentReference, fileReference }]
}

export function renamePart(actor: Actor, material: Material, partId: PartId, title: string): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  if (isRefused(allowed)) return allowed
  const part = material.parts.find(({ id }) => id === partId)
  if (!part) return refused('part-not-found')
  return part.title === title ? [] : [{ type: 'part-renamed', partId, title }]
}

/** Takes a part out, unless something was said about it. The last part stays. */
export function removePart(actor: Actor, material: Material, partId: PartId): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  if (isRefused(allowed)) return allowed
  if (!material.parts.some(({ id }) => id === partId)) return refused('part-not-found')
  const isSpokenOf = [...material.comments.values()].some(
    ({ place, withdrawn }) => place.at !== 'material' && place.partId === partId && !withdrawn,
  )
  return isSpokenOf || material.parts.length === 1 ? refused('part-in-use') : [{ type: 'part-removed', partId }]
}

export function addPart(actor: Actor, material: Material, part: Part): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  return isRefused(allowed) ? allowed : [{ type: 'part-added', part }]
}

/** Keeps a picture for the texts; the same picture twice is one. */
export function addPicture(actor: Actor, material: Material, picture: Picture): Decided {
  const allowed = mayAct(actor, 'edit-body', material)
  if (isRefused(allowed)) return allowed
  return material.pictures.some(({ blob }) => blob === picture.blob) ? [] : [{ type: 'picture-added', picture }]
}

export function inviteParticipant(actor: Actor, material: Material, invitation: Invitation): Decided {
  const allowed = mayAct(actor, 'invite', material)
  return isRefused(allowed) ? allowed : [{ type: 'participant-invited', invitation }]
}

export function removeParticipant(actor: Actor, material: Material, participantId: string): Decided {
  const allowed = mayAct(actor, 'invite', material)
  if (isRefused(allowed)) return allowed
  const known = material.invitations.some((invitation) => participantIdOf(invitation) === participantId)
  return known ? [{ type: 'participant-removed', participantId }] : refused('not-found')
}
