import { foldText } from './foldText.ts'
import type { PersonId, UnitId } from './ids.ts'
import { countedComments, currentRound, unsettledComments, type Material } from './material.ts'
import type { MaterialCard, Task } from './ports.ts'
import type { Instant } from './time.ts'

const nobody = { personIds: [], unitIds: [], roles: [], except: [] } as const

/** The projection of a material for lists and the inbox. */
export function materialCardOf(material: Material, updatedAt: Instant): MaterialCard {
  const round = currentRound(material)
  const counted = countedComments(material)
  const open = material.deliveries.flatMap((delivery) => ('nextAttemptAt' in delivery ? [delivery.nextAttemptAt] : []))
  return {
    materialId: material.id,
    sequence: material.sequence,
    number: material.number,
    title: material.title,
    state: material.state,
    drafterName: material.drafter.displayName,
    leadUnitName: material.leadUnitName,
    closesAt: round?.closesAt ?? null,
    comments: counted.length,
    unsettled: unsettledComments(material).length,
    essential: counted.filter((comment) => comment.kind === 'essential').length,
    versions: material.versions.length,
    updatedAt,
    audience: {
      personIds: [
        material.drafter.personId,
        ...(material.sponsor ? [material.sponsor.personId] : []),
        ...invitedPeople(material),
      ],
      unitIds: [...(material.leadUnitId ? [material.leadUnitId] : []), ...invitedUnits(material)],
      roles: ['secretary', 'records-manager', ...(material.state === 'draft' ? [] : ['council-member'])],
    },
    tasks: tasksOf(material),
    deliveryDueAt: open.length > 0 ? (Math.min(...open) as Instant) : null,
    searchText: foldText(
      [
        material.number,
        material.title,
        material.drafter.displayName,
        material.sponsor?.displayName ?? '',
        material.leadUnitName ?? '',
      ].join(' '),
    ),
  }
}

const invitedPeople = (material: Material): PersonId[] =>
  material.invitations.flatMap((invitation) => ('personId' in invitation ? [invitation.personId] : []))
const invitedUnits = (material: Material): UnitId[] =>
  material.invitations.flatMap((invitation) => ('unitId' in invitation ? [invitation.unitId] : []))

function tasksOf(material: Material): readonly Task[] {
  const round = currentRound(material)
  const drafter = { ...nobody, personIds: [material.drafter.personId] }
  switch (material.state) {
    case 'draft':
      return [{ ...drafter, verb: 'open-round', dueAt: null }]
    case 'in-review': {
      const due = round?.closesAt ?? null
      const finished = round?.finished.map((entry) => entry.by.personId) ?? []
      const asked = material.invitations.filter((invitation) => invitation.right !== 'read')
      return [
        {
          verb: 'comment',
          dueAt: due,
          personIds: asked.flatMap((invitation) => ('personId' in invitation ? [invitation.personId] : [])),
          unitIds: asked.flatMap((invitation) => ('unitId' in invitation ? [invitation.unitId] : [])),
          roles: [],
          except: [...finished, material.drafter.personId],
        },
      ]
    }
    case 'settling': {
      const unsettled = unsettledComments(material).length > 0
      return [
        unsettled
          ? { ...drafter, verb: 'settle', dueAt: null }
          : { ...nobody, roles: ['secretary'], verb: 'lock', dueAt: null },
      ]
    }
    case 'locked':
      return material.deliveries.some((delivery) => delivery.state === 'rejected')
        ? [{ ...nobody, roles: ['records-manager'], verb: 'retry-delivery', dueAt: null }]
        : []
  }
}
