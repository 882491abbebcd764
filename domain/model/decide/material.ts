import type { MaterialEvent } from '../events.ts'
import { participantIdOf, type Invitation, type Material, type Part, type Picture, type Template } from '../material.ts'
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
    },
    ...wish.parts.map((part): MaterialEvent => ({ type: 'part-added', part })),
  ]
}

export function renameMaterial(actor: Actor, material: Material, title: string): Decided {
  const allowed = mayAct(actor, 'edit-details', material)
  if (isRefused(allowed)) return allowed
  return title === material.title ? [] : [{ type: 'material-renamed', title }]
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
